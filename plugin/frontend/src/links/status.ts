/** What a link's status is called. */
import { day, dayAndTime } from '../look/dates'
import type { Link } from '../session/schemas'

/** Every status, in the order in which the filter offers them. */
export const STATUSES = [
  { value: 'active', label: 'Active' },
  { value: 'paused', label: 'Paused' },
  { value: 'scheduled', label: 'Scheduled' },
  { value: 'expired', label: 'Expired' },
] as const

/** "Active", "Paused", "Expired", or when a scheduled link starts. */
export function statusWord({ status, starts_at }: Pick<Link, 'status' | 'starts_at'>, zone: string): string {
  if (status === 'scheduled' && starts_at) return `Starts ${day(starts_at, zone)}`
  return STATUSES.find(({ value }) => value === status)?.label ?? status
}

/** When a link ends, in words. */
export function expiryWord(expiresAt: string | null, zone: string): string {
  return expiresAt ? dayAndTime(expiresAt, zone) : 'Never'
}
