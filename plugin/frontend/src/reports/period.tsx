/** Which days are looked at, by whose clocks, how finely and whether with bots; kept while someone walks between screens. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react'

import { fitting, daysOf, type Interval, type Range, type Window } from './window'

/** What staff choose for every report. */
export interface Choices {
  window: Window
  range: Range | null
  zone: 'account' | 'utc'
  interval: Interval
  withoutBots: boolean
}

/** What reports are asked for at first. */
export const BEGUN: Choices = { window: '30d', range: null, zone: 'account', interval: 'day', withoutBots: true }

interface Period extends Choices {
  choose: (change: Partial<Choices>) => void
}

const PeriodContext = createContext<Period | null>(null)

/** Remembers what was chosen for the screens inside. */
export function PeriodProvider({ children }: { children: ReactNode }) {
  const [choices, setChoices] = useState(BEGUN)
  const choose = useCallback((change: Partial<Choices>) => setChoices((before) => ({ ...before, ...change })), [])
  const period = useMemo(
    () => ({ ...choices, interval: fitting(choices.interval, daysOf(choices.window, choices.range)), choose }),
    [choices, choose],
  )
  return <PeriodContext value={period}>{children}</PeriodContext>
}

/** What reports are asked for. */
export function usePeriod(): Period {
  const period = useContext(PeriodContext)
  if (!period) throw new Error('usePeriod outside of PeriodProvider')
  return period
}
