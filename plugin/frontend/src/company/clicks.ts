/** Asks what all of a company's accounts were clicked, and says what is missing from the sums. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { counted } from '../look/numbers'
import { dated, type Window } from '../reports/window'
import { apiCall } from '../session/api'
import type { AccountsReport } from '../session/schemas'

/** The windows of which a company's clicks are shown. */
export type CompanyWindow = Exclude<Window, 'custom'>

const QUESTIONS = 'cards,clicks_over_time'
const STALE_MS = 60_000

/** The report of all accounts, by the clocks of whoever looks: a company has no time zone of its own. */
export function useAccountsReport(window: CompanyWindow) {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  const query = { questions: QUESTIONS, window, zone }
  return useQuery({
    queryKey: ['accounts-report', query],
    queryFn: () => apiCall<AccountsReport>('GET', '/accounts/report', { query }),
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  })
}

/** Which accounts or days the sums lack; null where they lack none. */
export function incompleteness({ left_out: leftOut, window }: Pick<AccountsReport, 'left_out' | 'window'>): string | null {
  const accounts = leftOut ? `${counted(leftOut, 'account')} could not be counted here.` : ''
  const days = window.clipped_to ? `Some plans show less: from ${dated(window.clipped_to)} on all accounts are in it.` : ''
  return [accounts, days].filter(Boolean).join(' ') || null
}
