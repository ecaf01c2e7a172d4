/** Whether the visitor has clicked this link before. */
import { Input, SegmentedControl } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'

import type { FieldsProps, Kind, Of } from './kind'

const CHOICES = [
  { value: 'new', label: 'First time here' },
  { value: 'returning', label: 'Clicked before' },
]

function Fields({ value, edit, fault }: FieldsProps<Of<'visitor'>>) {
  return (
    <Input.Wrapper label="Visitor" labelElement="div" error={fault('visitor')}>
      <div>
        <SegmentedControl aria-label="Visitor" data={CHOICES} value={value.visitor} onChange={(visitor) => edit({ visitor })} />
      </div>
    </Input.Wrapper>
  )
}

/** The kind "New or returning". */
export const visitor: Kind<Of<'visitor'>> = {
  kind: 'visitor',
  label: 'New or returning',
  icon: IconUserQuestion,
  feature: null,
  fields: ['visitor'],
  blank: () => ({ kind: 'visitor', visitor: 'new' }),
  told: (value) => (value.visitor === 'new' ? 'New visitor' : 'Returning visitor'),
  Fields,
}
