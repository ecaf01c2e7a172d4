/** The language that the visitor's browser prefers. */
import { MultiSelect } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'

import { listed, type FieldsProps, type Kind, type Of } from './kind'

const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })
const COMMON = (
  'en es pt de fr it nl pl sv no da fi cs sk hu ro bg el uk ru tr ar he fa hi bn ur ta te th vi id ms fil zh ja ko sw af ca hr sr sl lt lv et ' +
  'en-US en-GB en-AU en-CA es-ES es-MX es-AR pt-BR pt-PT de-AT de-CH fr-CA fr-BE fr-CH nl-BE zh-CN zh-TW zh-HK'
).split(' ')

function languageName(tag: string): string {
  return NAMES.of(tag) ?? tag
}

function Fields({ value, edit, fault }: FieldsProps<Of<'language'>>) {
  const tags = [...new Set([...COMMON, ...value.languages])]
  return (
    <MultiSelect
      label="Languages"
      description="What their browser asks for first. German takes Austrian German too."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={tags.map((tag) => ({ value: tag, label: languageName(tag) }))}
      searchable
      hidePickedOptions
      placeholder={value.languages.length === 0 ? 'Find a language' : undefined}
      nothingFoundMessage="No language has this name"
      value={value.languages}
      error={fault('languages')}
      onChange={(languages) => edit({ languages })}
    />
  )
}

/** The kind "Language". */
export const language: Kind<Of<'language'>> = {
  kind: 'language',
  label: 'Language',
  icon: IconLanguage,
  feature: null,
  fields: ['languages'],
  blank: () => ({ kind: 'language', languages: [] }),
  told: ({ languages }) => `Language is ${listed(languages, languageName)}`,
  Fields,
}
