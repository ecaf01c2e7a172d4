/** The stretches of time that a report can look at, how finely, and how they are said. */

/** The windows that have a button, in the order in which they are offered. */
export const WINDOWS = [
  { value: '7d', label: '7d' },
  { value: '30d', label: '30d' },
  { value: '90d', label: '90d' },
  { value: 'all', label: 'All' },
] as const

/** One of the four, or days of one's own. */
export type Window = (typeof WINDOWS)[number]['value'] | 'custom'

/** The first and the last day of a window of one's own, as "2026-06-09". */
export interface Range {
  from: string
  to: string
}

/** How long a point of a chart is, in the order in which they are offered. */
export const INTERVALS = [
  { value: 'hour', label: 'Hour' },
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
] as const

/** One of the four. */
export type Interval = (typeof INTERVALS)[number]['value']

const DAY_MS = 86_400_000
const LENGTHS = { '7d': 7, '30d': 30, '90d': 90, all: 365 }

/** How many days a window has; all time counts as a year. */
export function daysOf(window: Window, range: Range | null): number {
  if (window !== 'custom') return LENGTHS[window]
  return range ? Math.round((Date.parse(range.to) - Date.parse(range.from)) / DAY_MS) + 1 : 0
}

// The fewest and the most days for which each is worth its points.
const WORTH = { hour: [1, 14], day: [2, Infinity], week: [14, Infinity], month: [60, Infinity] } as const

/** The intervals that suit a window of so many days. */
export function intervalsFor(days: number): Interval[] {
  return INTERVALS.map(({ value }) => value).filter((interval) => days >= WORTH[interval][0] && days <= WORTH[interval][1])
}

/** The chosen interval where it suits the window, else the first coarser than an hour that does. */
export function fitting(interval: Interval, days: number): Interval {
  const suited = intervalsFor(days)
  return suited.includes(interval) ? interval : suited.includes('day') ? 'day' : 'hour'
}

/** "the 30 days before"; null for all time, which has none. */
export function periodBefore(window: Window, range: Range | null = null): string | null {
  if (window === 'all') return null
  const days = daysOf(window, range)
  return days === 1 ? 'the day before' : `the ${days} days before`
}

const DAY = { month: 'short', day: 'numeric' } as const
const HOUR = { ...DAY, hour: 'numeric' } as const

function told(at: string, zone: string, parts: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...parts }).format(new Date(at))
  return text.replace(/\s(?=[AP]M$)/u, ' ').replace(/[AP]M$/u, (half) => half.toLowerCase())
}

/** A point's place on the axis: "Jun 29", "Jun 29, 6 pm", "Jun" for a month. */
export function pointLabel(at: string, zone: string, interval: Interval): string {
  if (interval === 'month') return told(at, zone, { month: 'short' })
  return told(at, zone, interval === 'hour' ? HOUR : DAY)
}

/** A point in full: "Mon, Jun 29", "Mon, Jun 29, 6 pm", "Week from Jun 29", "June 2026". */
export function pointName(at: string, zone: string, interval: Interval): string {
  if (interval === 'month') return told(at, zone, { month: 'long', year: 'numeric' })
  if (interval === 'week') return `Week from ${told(at, zone, DAY)}`
  return told(at, zone, { weekday: 'short', ...(interval === 'hour' ? HOUR : DAY) })
}

/** From a moment to just before another, as "Jun 9 – Jul 8". */
export function span(from: string, until: string, zone: string): string {
  const last = new Date(Date.parse(until) - 1).toISOString()
  const days = [told(from, zone, DAY), told(last, zone, DAY)]
  return days[0] === days[1] ? `${days[0]}` : days.join(' – ')
}

/** A day as the API writes it, in full: "Jan 9, 2026". */
export function dated(date: string): string {
  const parts = { timeZone: 'UTC', month: 'short', day: 'numeric', year: 'numeric' } as const
  return new Intl.DateTimeFormat('en-US', parts).format(new Date(`${date}T12:00:00Z`))
}

/** Today by the clocks of a zone, as a date field writes it. */
export function today(zone: string, now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)
}

/** "America/New_York" → "New York time"; UTC is UTC. */
export function zoneName(zone: string): string {
  return zone === 'UTC' || zone === 'Etc/UTC' ? 'UTC' : `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`
}
