/** Chooses the window of a report and whether bots are in it. */
import { SegmentedControl, Switch } from '@mantine/core'

import { usePeriod } from './period'
import { WINDOWS, type Window } from './window'

/** The segmented 7d / 30d / 90d / All. */
export function WindowChoice() {
  const { window, setWindow } = usePeriod()
  return (
    <SegmentedControl aria-label="Period" data={[...WINDOWS]} value={window} onChange={(value) => setWindow(value as Window)} />
  )
}

/** The switch that leaves bots out. */
export function BotsSwitch() {
  const { withoutBots, setWithoutBots } = usePeriod()
  return (
    <Switch label="Exclude bots" checked={withoutBots} onChange={(event) => setWithoutBots(event.currentTarget.checked)} />
  )
}
