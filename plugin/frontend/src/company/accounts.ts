/** Asks for a company's accounts, and says how each is connected. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { apiCall } from '../session/api'
import type { Account, Page } from '../session/schemas'

/** How many accounts a page holds. */
export const PAGE = 25

/** A page of the company's accounts by name, with the count of all that match. */
export function useAccounts(search: string, cursor: string | null) {
  const query = { search, cursor, limit: PAGE }
  return useQuery({
    queryKey: ['accounts', query],
    queryFn: () => apiCall<Page<Account> & { total: number }>('GET', '/accounts', { query }),
    placeholderData: keepPreviousData,
  })
}

const STATES: Record<string, readonly [status: string, word: string]> = {
  healthy: ['active', 'All good'],
  parked: ['paused', 'Paused in your CRM'],
  needs_reinstall: ['failed', 'Install again'],
}

/** The dot and the word for an account's connection. */
export function stateOf({ state }: Pick<Account, 'state'>): readonly [status: string, word: string] {
  return STATES[state] ?? ['waiting', state]
}

/** What an account is called until the CRM has told its name. */
export function accountName({ name }: Pick<Account, 'name'>): string {
  return name.trim() || 'New account'
}

/** "Starter", "Pro". */
export function planLabel(plan: string): string {
  return plan.slice(0, 1).toUpperCase() + plan.slice(1)
}
