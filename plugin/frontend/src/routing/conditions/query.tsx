/** A parameter of the short link as it was opened. */
import { Select, TagsInput, TextInput } from '@mantine/core'
import { IconQuestionMark } from '@tabler/icons-react'

import { listed, type FieldsProps, type Kind, type Of } from './kind'

const TESTS = [
  { value: 'equals', label: 'is' },
  { value: 'one_of', label: 'is one of' },
  { value: 'contains', label: 'contains' },
  { value: 'present', label: 'is there' },
]

function testWord(test: string): string {
  return TESTS.find(({ value }) => value === test)?.label ?? test
}

function Values({ value, edit, fault }: FieldsProps<Of<'query'>>) {
  const values = value.values ?? []
  if (value.test === 'present') return null
  if (value.test === 'one_of') {
    return (
      <TagsInput label="Values" acceptValueOnBlur splitChars={[]} value={values} error={fault('values')} onChange={(kept) => edit({ values: kept })} />
    )
  }
  return (
    <TextInput
      label="Value"
      value={values[0] ?? ''}
      error={fault('values')}
      onChange={({ currentTarget: { value: typed } }) => edit({ values: typed ? [typed] : [] })}
    />
  )
}

function Fields(props: FieldsProps<Of<'query'>>) {
  const { value, edit, fault } = props
  const retest = (test: string | null) => {
    if (test) edit({ test, values: test === 'present' ? [] : (value.values ?? []).slice(0, test === 'one_of' ? undefined : 1) })
  }
  return (
    <>
      <TextInput
        label="Parameter"
        placeholder="ref"
        autoCapitalize="none"
        spellCheck={false}
        value={value.name}
        error={fault('name')}
        onChange={(event) => edit({ name: event.currentTarget.value })}
      />
      <Select label="Test" data={TESTS} value={value.test} error={fault('test')} onChange={retest} />
      <Values {...props} />
    </>
  )
}

/** The kind "Query parameter". */
export const query: Kind<Of<'query'>> = {
  kind: 'query',
  label: 'Query parameter',
  icon: IconQuestionMark,
  feature: null,
  fields: ['name', 'test', 'values'],
  blank: () => ({ kind: 'query', name: '', test: 'equals', values: [] }),
  told: ({ name, test, values = [] }) => `${name || '…'} ${testWord(test)}${test === 'present' ? '' : ` ${listed(values)}`}`,
  Fields,
}
