/** What the reports of one screen are about: the link, campaign or tag, the days, and what they are narrowed to. */
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'

import type { Query } from '../session/api'
import { isIn, narrowed, narrowingQuery, widened, type Narrowing, type Values } from './narrowing'
import { usePeriod, type Choices } from './period'

/** Whose clicks: a link's, a campaign's, a tag's, or, with none of them, the account's. */
export interface Scope {
  link_id?: string
  campaign_id?: string
  tag_id?: string
}

interface Terms {
  scope: Scope
  query: Query
  only: Narrowing
  /** Narrows to these values, or widens where that is done already. */
  pick: (values: Values) => void
  clear: () => void
}

const TermsContext = createContext<Terms | null>(null)

/** What the API is asked for. */
export function queryOf({ window, range, zone, interval, withoutBots }: Choices, scope: Scope, only: Narrowing): Query {
  const days = window === 'custom' && range ? { from: range.from, to: range.to } : {}
  const told = { window, ...days, zone: zone === 'utc' ? 'UTC' : 'account', interval, bots: withoutBots ? 'exclude' : 'include' }
  return { ...scope, ...told, ...narrowingQuery(only) }
}

/** Terms for all reports inside; narrowed afresh on each screen. */
export function TermsProvider({ scope, children }: { scope: Scope; children: ReactNode }) {
  const { window, range, zone, interval, withoutBots } = usePeriod()
  const [only, setOnly] = useState<Narrowing>({})
  const terms = useMemo(() => {
    const pick = (values: Values) => setOnly((now) => (isIn(now, values) ? widened(now, values) : narrowed(now, values)))
    const query = queryOf({ window, range, zone, interval, withoutBots }, scope, only)
    return { scope, query, only, pick, clear: () => setOnly({}) }
  }, [window, range, zone, interval, withoutBots, scope, only])
  return <TermsContext value={terms}>{children}</TermsContext>
}

/** The terms of this screen's reports. */
export function useTerms(): Terms {
  const terms = useContext(TermsContext)
  if (!terms) throw new Error('useTerms outside of TermsProvider')
  return terms
}
