/** Says how the account is connected with the CRM, and ends it. */
import { queryOptions, useMutation } from '@tanstack/react-query'

import { day } from '../look/dates'
import { apiCall } from '../session/api'
import type { Consequences, Disconnected, Me } from '../session/schemas'

/** A dot, its word, and a sentence on what to do, if anything. */
export interface Told {
  status: string
  word: string
  line: string
}

/** How the connection stands, its dates in `zone`. */
export function toldOf({ state, since, through_company: company }: Me['connection'], zone: string, now = new Date()): Told {
  const when = day(since, zone, now)
  if (state === 'healthy') return { status: 'active', word: 'Connected', line: `Since ${when}. Clicks reach your CRM within seconds.` }
  if (state === 'parked') {
    const who = company ? 'your company' : 'this account'
    return { status: 'paused', word: 'Paused by your CRM', line: `Since ${when}. Clicks count and steps wait until ${who} is active again.` }
  }
  const who = company ? 'An admin of your company installs' : 'An admin installs'
  return { status: 'failed', word: 'Access lost', line: `Since ${when}. Clicks still count. ${who} Smart Links again from the app marketplace.` }
}

/** What a disconnect would do. */
export const consequencesQuery = queryOptions({
  queryKey: ['disconnect'],
  queryFn: () => apiCall<Consequences>('GET', '/disconnect'),
  staleTime: 0,
})

/** Ends the account's install. */
export function useDisconnect() {
  return useMutation({ mutationFn: () => apiCall<Disconnected>('POST', '/disconnect', { body: {} }) })
}
