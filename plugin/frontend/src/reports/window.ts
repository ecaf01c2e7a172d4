/** The stretches of time that a report can look at, and how they are said. */

/** Every window, in the order in which they are offered. */
export const WINDOWS = [
  { value: '7d', label: '7d' },
  { value: '30d', label: '30d' },
  { value: '90d', label: '90d' },
  { value: 'all', label: 'All' },
] as const

/** One of the four. */
export type Window = (typeof WINDOWS)[number]['value']

/** "the 30 days before"; null for all time, which has none. */
export function periodBefore(window: Window): string | null {
  return window === 'all' ? null : `the ${window.slice(0, -1)} days before`
}

const NOON = 'T12:00:00Z'
const DAY = /^\d{4}-\d{2}-\d{2}/u

function noonOf(at: string): Date {
  return new Date((DAY.exec(at)?.[0] ?? at.slice(0, 10)) + NOON)
}

/** A day bucket as "Jun 29". Buckets are days already, so no time zone moves them. */
export function bucketDay(at: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' }).format(noonOf(at))
}

/** A day bucket as "Mon, Jun 29". */
export function bucketDate(at: string): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'short', month: 'short', day: 'numeric' })
  return format.format(noonOf(at))
}

/** The first and last bucket as "Jun 9 – Jul 8". */
export function span(points: readonly { at: string }[]): string {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return ''
  return first === last ? bucketDay(first.at) : `${bucketDay(first.at)} – ${bucketDay(last.at)}`
}
