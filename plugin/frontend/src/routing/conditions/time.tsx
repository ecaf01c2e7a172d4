/** When the click happens, by the clocks of a time zone. */
import { Input, Select, TextInput, UnstyledButton } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'

import css from '../routing.module.css'
import { listed, type FieldsProps, type Kind, type Of } from './kind'

type Time = Of<'time'>
type Bound = 'first_day' | 'last_day' | 'from_time' | 'to_time'

const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
const WEEKDAYS = [
  ['mon', 'Mon', 'Monday'], ['tue', 'Tue', 'Tuesday'], ['wed', 'Wed', 'Wednesday'], ['thu', 'Thu', 'Thursday'], ['fri', 'Fri', 'Friday'],
  ['sat', 'Sat', 'Saturday'], ['sun', 'Sun', 'Sunday'],
] as const

function shortDay(day: string): string {
  return WEEKDAYS.find(([code]) => code === day)?.[1] ?? day
}

function Weekdays({ value, edit, fault }: FieldsProps<Time>) {
  const chosen = value.weekdays ?? []
  const toggle = (day: string) =>
    edit({ weekdays: WEEKDAYS.map(([code]) => code).filter((code) => chosen.includes(code) !== (code === day)) })
  return (
    <Input.Wrapper label="Weekdays" labelElement="div" className={css.across} error={fault('weekdays')}>
      <div className={css.weekdays} role="group" aria-label="Weekdays">
        {WEEKDAYS.map(([code, short, long]) => (
          <UnstyledButton key={code} className={css.weekday} aria-label={long} aria-pressed={chosen.includes(code)} onClick={() => toggle(code)}>
            {short}
          </UnstyledButton>
        ))}
      </div>
    </Input.Wrapper>
  )
}

function BoundField({ name, label, type, value, edit, fault }: FieldsProps<Time> & { name: Bound; label: string; type: 'date' | 'time' }) {
  return (
    <TextInput
      type={type}
      label={label}
      value={value[name] ?? ''}
      error={fault(name)}
      onChange={({ currentTarget: { value: typed } }) => edit({ [name]: typed || undefined })}
    />
  )
}

function Fields(props: FieldsProps<Time>) {
  const { value, edit, fault } = props
  return (
    <>
      <Weekdays {...props} />
      <BoundField {...props} name="from_time" label="From" type="time" />
      <BoundField {...props} name="to_time" label="Until" type="time" />
      <BoundField {...props} name="first_day" label="First day" type="date" />
      <BoundField {...props} name="last_day" label="Last day" type="date" />
      <Select
        label="Time zone"
        data={[...new Set([...ZONES, value.zone])].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        searchable
        limit={80}
        value={value.zone}
        error={fault('zone')}
        onChange={(zone) => zone && edit({ zone })}
      />
    </>
  )
}

function told({ weekdays = [], from_time: from, to_time: until, first_day: first, last_day: last }: Time): string {
  const parts = [
    weekdays.length > 0 ? weekdays.map(shortDay).join(', ') : '',
    from || until ? `${from ?? '00:00'} to ${until ?? '24:00'}` : '',
    first ? `from ${first}` : '',
    last ? `until ${last}` : '',
  ]
  return `Time is ${listed(parts.filter(Boolean))}`
}

/** The kind "Time". */
export const time: Kind<Time> = {
  kind: 'time',
  label: 'Time',
  icon: IconClock,
  feature: null,
  fields: ['zone', 'first_day', 'last_day', 'weekdays', 'from_time', 'to_time'],
  blank: (zone) => ({ kind: 'time', zone, weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] }),
  told,
  Fields,
}
