/** Says in one sentence what a report shows. */
import { change, counted, whole } from '../look/numbers'
import type { Report } from '../session/schemas'
import { periodBefore, pointName, type Interval, type Range, type Window } from './window'

/** "Clicks are up 18% on the 30 days before." */
export function headline(report: Report | undefined, window: Window, range: Range | null = null): string {
  if (!report?.cards) return 'Counting clicks.'
  const { clicks, was } = report.cards
  if (clicks === 0) return 'No clicks yet. Share a link and they show up here within seconds.'
  const before = periodBefore(window, range)
  const moved = change(clicks, was?.clicks)
  if (before === null || moved === null) return `${counted(clicks, 'click')} ${before ? 'in this period' : 'so far'}.`
  const percent = Math.round(Math.abs(moved))
  if (percent === 0) return `Clicks are level with ${before}.`
  return `Clicks are ${moved > 0 ? 'up' : 'down'} ${whole(percent)}% on ${before}.`
}

type Point = { at: string; clicks: number }

/** The finding under a chart: "Sun, Jun 28 was the busiest day, with 1,900 clicks." */
export function busiest(points: readonly Point[], noun: string, zone: string, interval: Interval): string {
  const peak = points.reduce<Point | null>((best, point) => (best && best.clicks >= point.clicks ? best : point), null)
  if (!peak || peak.clicks === 0) return `No ${noun}s in this period.`
  return `${pointName(peak.at, zone, interval)} was the busiest ${interval}, with ${counted(peak.clicks, noun)}.`
}

const DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']

/** An hour of the day: 0 → "12 am", 18 → "6 pm". */
export function hourName(hour: number): string {
  return `${hour % 12 || 12} ${hour < 12 ? 'am' : 'pm'}`
}

/** "Tuesdays at 6 pm are your best hour, 3.1× the average." */
export function bestHour(week: readonly (readonly number[])[]): string {
  const hours = week.flatMap((day, index) => day.map((clicks, hour) => ({ day: index, hour, clicks })))
  const total = hours.reduce((sum, { clicks }) => sum + clicks, 0)
  const best = hours.reduce((top, one) => (one.clicks > top.clicks ? one : top), { day: 0, hour: 0, clicks: 0 })
  if (total === 0) return 'No clicks in this period.'
  const times = (best.clicks / (total / hours.length)).toFixed(1)
  return `${DAYS[best.day]} at ${hourName(best.hour)} are your best hour, ${times}× the average.`
}

/** How long ago, short: "4 s", "12 min", "3 h". */
export function since(at: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000))
  if (seconds < 60) return `${seconds} s`
  return seconds < 3_600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3_600)} h`
}
