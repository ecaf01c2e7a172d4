/** Days of one's own: from, to. */
import { Button, Popover, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'

import { fieldFault } from '../look/Fault'
import { useMe } from '../session/me'
import { usePeriod } from './period'
import css from './reports.module.css'
import { daysOf, span, today, type Range } from './window'

const LONGEST = 800

/** What is wrong with a range, in words; null for one that can be shown. */
export function rangeFault({ from, to }: Range): string | null {
  if (!from || !to) return 'Give the first and the last day.'
  const days = daysOf('custom', { from, to })
  if (days < 1) return 'The range ends before it begins.'
  return days > LONGEST ? `Choose at most ${LONGEST} days.` : null
}

function Days({ begun, last, done }: { begun: Range; last: string; done: (range: Range) => void }) {
  const [range, setRange] = useState(begun)
  const [tried, setTried] = useState(false)
  const fault = rangeFault(range)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!fault) done(range)
  }
  return (
    <form className={css.ownDays} onSubmit={submit} aria-label="Days of your own" noValidate>
      <TextInput type="date" label="First day" max={last} value={range.from} data-autofocus onChange={(event) => setRange({ ...range, from: event.currentTarget.value })} />
      <TextInput
        type="date"
        label="Last day"
        max={last}
        value={range.to}
        error={fieldFault(tried ? fault : null)}
        onChange={(event) => setRange({ ...range, to: event.currentTarget.value })}
      />
      <Button type="submit" variant="solid">
        Show
      </Button>
    </form>
  )
}

/** The button "Custom", which says the days once they are chosen. */
export function RangeChoice() {
  const { window, range, zone, choose } = usePeriod()
  const account = useMe().location.timezone
  const [open, setOpen] = useState(false)
  const isChosen = window === 'custom' && range !== null
  const last = today(zone === 'utc' ? 'UTC' : account)
  const done = (days: Range) => {
    choose({ window: 'custom', range: days })
    setOpen(false)
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus radius={12} shadow="lg">
      <Popover.Target>
        <Button
          variant={isChosen ? 'soft' : 'default'}
          leftSection={<IconCalendar size={16} stroke={1.75} />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {isChosen ? span(`${range.from}T00:00:00Z`, `${range.to}T12:00:00Z`, 'UTC') : 'Custom'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>{open && <Days begun={range ?? { from: '', to: last }} last={last} done={done} />}</Popover.Dropdown>
    </Popover>
  )
}
