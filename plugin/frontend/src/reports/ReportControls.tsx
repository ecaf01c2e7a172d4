/** Chooses the days of a report, by whose clocks, and whether bots are in it. */
import { SegmentedControl, Switch } from '@mantine/core'

import { useMe } from '../session/me'
import { usePeriod } from './period'
import { RangeChoice } from './RangeChoice'
import css from './reports.module.css'
import { WINDOWS, zoneName, type Window } from './window'

/** The segmented 7d / 30d / 90d / All, and days of one's own. */
export function WindowChoice() {
  const { window, choose } = usePeriod()
  return (
    <div className={css.windows}>
      <SegmentedControl
        aria-label="Period"
        data={[...WINDOWS]}
        // None of them is chosen while days of one's own are.
        value={window === 'custom' ? '' : window}
        onChange={(value) => choose({ window: value as Window })}
      />
      <RangeChoice />
    </div>
  )
}

/** Whether days are the account's or UTC's; nothing to choose where these are the same. */
export function ZoneChoice() {
  const { zone, choose } = usePeriod()
  const account = useMe().location.timezone
  if (zoneName(account) === 'UTC') return null
  const data = [{ value: 'account', label: zoneName(account) }, { value: 'utc', label: 'UTC' }]
  return (
    <SegmentedControl size="xs" aria-label="Time zone" data={data} value={zone} onChange={(value) => choose({ zone: value as 'account' | 'utc' })} />
  )
}

/** The switch that leaves bots out. */
export function BotsSwitch() {
  const { withoutBots, choose } = usePeriod()
  return (
    <Switch label="Exclude bots" checked={withoutBots} onChange={(event) => choose({ withoutBots: event.currentTarget.checked })} />
  )
}
