/** Asks the API where a made-up visitor would go. */
import { useMutation } from '@tanstack/react-query'

import { fromField } from '../look/dates'
import { apiCall } from '../session/api'
import type { Asked, Explanation } from '../session/schemas'

/** What someone makes up of a visitor; blank is not known, and `at` now. */
export interface Visitor {
  country: string | null
  city: string
  device: string | null
  system: string | null
  language: string
  source: string
  query: string
  contact: string
  at: string
  returning: boolean
}

/** A visitor of whom nothing is known. */
export const ANYONE: Visitor = {
  country: null, city: '', device: null, system: null, language: '', source: '', query: '', contact: '', at: '', returning: false,
}

/** The visitor as the API is asked about one: without what is blank. */
export function askedOf(visitor: Visitor, zone: string): Asked {
  const told = { ...visitor, at: fromField(visitor.at, zone) }
  return Object.fromEntries(Object.entries(told).filter(([, value]) => Boolean(value))) as Asked
}

/** Asks on demand. */
export function useSimulation(linkId: string, zone: string) {
  return useMutation({
    mutationFn: (visitor: Visitor) => apiCall<Explanation>('POST', `/links/${linkId}/explain`, { body: askedOf(visitor, zone) }),
  })
}

/** What the answer comes down to: "Rule 2 answers." */
export function verdict({ rule, variant, gates, url }: Explanation, letters: readonly (string | undefined)[]): string {
  const stop = gates.find(({ kind }) => kind !== 'password' && kind !== 'lead')
  if (stop) return url ? `${stop.label}: sent on to` : `${stop.label}: a page says so.`
  if (url === null) return 'Gets the contact card.'
  if (rule !== null) return `Rule ${rule + 1} answers:`
  const place = letters.indexOf(variant ?? undefined)
  if (variant !== null) return `No rule holds. The split answers, for one visitor with ${String.fromCodePoint(65 + Math.max(0, place))}:`
  return 'No rule holds. The destination answers:'
}
