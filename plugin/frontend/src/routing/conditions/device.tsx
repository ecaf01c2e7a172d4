/** What the visitor holds in their hands. */
import { MultiSelect } from '@mantine/core'
import { IconDeviceMobile } from '@tabler/icons-react'

import { deviceName } from '../../reports/names'
import { listed, type FieldsProps, type Kind, type Of } from './kind'

const DEVICES = ['mobile', 'tablet', 'desktop'].map((value) => ({ value, label: deviceName(value) }))

function Fields({ value, edit, fault }: FieldsProps<Of<'device'>>) {
  return (
    <MultiSelect
      label="Devices"
      data={DEVICES}
      placeholder={value.devices.length === 0 ? 'Pick one or more' : undefined}
      value={value.devices}
      error={fault('devices')}
      onChange={(devices) => edit({ devices })}
    />
  )
}

/** The kind "Device". */
export const device: Kind<Of<'device'>> = {
  kind: 'device',
  label: 'Device',
  icon: IconDeviceMobile,
  feature: 'device_rules',
  fields: ['devices'],
  blank: () => ({ kind: 'device', devices: [] }),
  told: ({ devices }) => `Device is ${listed(devices, deviceName)}`,
  Fields,
}
