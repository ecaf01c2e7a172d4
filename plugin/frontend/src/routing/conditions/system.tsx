/** The operating system of the visitor's device. */
import { MultiSelect } from '@mantine/core'
import { IconCpu } from '@tabler/icons-react'

import { listed, type FieldsProps, type Kind, type Of } from './kind'

const USUAL = ['iOS', 'Android', 'Windows', 'macOS', 'Linux', 'ChromeOS']

function Fields({ value, edit, fault }: FieldsProps<Of<'system'>>) {
  return (
    <MultiSelect
      label="Systems"
      data={[...new Set([...USUAL, ...value.systems])]}
      placeholder={value.systems.length === 0 ? 'Pick one or more' : undefined}
      value={value.systems}
      error={fault('systems')}
      onChange={(systems) => edit({ systems })}
    />
  )
}

/** The kind "Operating system". */
export const system: Kind<Of<'system'>> = {
  kind: 'system',
  label: 'Operating system',
  icon: IconCpu,
  feature: 'device_rules',
  fields: ['systems'],
  blank: () => ({ kind: 'system', systems: [] }),
  told: ({ systems }) => `System is ${listed(systems)}`,
  Fields,
}
