/** Asks the reports, again every few seconds while someone looks. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { apiCall } from '../session/api'
import type { Report } from '../session/schemas'
import type { Window } from './window'

const EVERY_MS = 5_000
const ALL_QUESTIONS = 'cards,clicks_over_time,countries,devices,browsers,systems,sources'

/** What a report is asked about. */
export interface Asked {
  linkId?: string
  window: Window
  withoutBots: boolean
  questions?: string
}

/** The report for `asked`; the previous answer stays on screen while a new one is counted. */
export function useReport({ linkId, window, withoutBots, questions = ALL_QUESTIONS }: Asked) {
  const query = { questions, link_id: linkId, window, bots: withoutBots ? 'exclude' : 'include' }
  return useQuery({
    queryKey: ['reports', query],
    queryFn: () => apiCall<Report>('GET', '/reports', { query }),
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
  })
}
