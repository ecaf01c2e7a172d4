/** The window and the bots switch, kept while someone walks between screens. */
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'

import type { Window } from './window'

interface Period {
  window: Window
  withoutBots: boolean
  setWindow: (window: Window) => void
  setWithoutBots: (withoutBots: boolean) => void
}

const PeriodContext = createContext<Period | null>(null)

/** Remembers the chosen window for the screens inside. */
export function PeriodProvider({ children }: { children: ReactNode }) {
  const [window, setWindow] = useState<Window>('30d')
  const [withoutBots, setWithoutBots] = useState(true)
  const period = useMemo(() => ({ window, withoutBots, setWindow, setWithoutBots }), [window, withoutBots])
  return <PeriodContext value={period}>{children}</PeriodContext>
}

/** The window that reports are asked for. */
export function usePeriod(): Period {
  const period = useContext(PeriodContext)
  if (!period) throw new Error('usePeriod outside of PeriodProvider')
  return period
}
