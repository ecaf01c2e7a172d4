/** What a link's status is called. */
import { day, dayAndTime } from '../look/dates'
import { counted, whole } from '../look/numbers'
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

/** What stands in a visitor's way, beside the status: "Full", "Protected", "Asks first". */
export function gateWords(link: Pick<Link, 'clicks_left' | 'has_password' | 'lead_form'>): string[] {
  return [
    ...(link.clicks_left === 0 ? ['Full'] : []),
    ...(link.has_password ? ['Protected'] : []),
    ...(link.lead_form ? ['Asks first'] : []),
  ]
}

/** What a link does beside leading to its destination, in a few words each. */
export function abilities(link: Pick<Link, 'rules' | 'split' | 'click_limit' | 'clicks_left' | 'pixels' | 'redirect_status'>): string[] {
  const { rules, split, click_limit: limit, clicks_left: left, pixels, redirect_status: status } = link
  return [
    ...(rules.length > 0 ? [counted(rules.length, 'rule')] : []),
    ...(split.length > 0 ? [`Split ${split.length} ways`] : []),
    ...(limit === null ? [] : [`${whole(left ?? limit)} of ${whole(limit)} clicks left`]),
    ...(pixels.length > 0 ? [counted(pixels.length, 'pixel')] : []),
    ...(status === 302 ? [] : [`Redirect ${status}`]),
  ]
}
