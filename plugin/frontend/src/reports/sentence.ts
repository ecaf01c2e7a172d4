/** Says in one sentence what a report shows. */
import { change, counted, whole } from '../look/numbers'
import type { Report } from '../session/schemas'
import { bucketDate, periodBefore, type Window } from './window'

/** "Clicks are up 18% on the 30 days before." */
export function headline(report: Report | undefined, window: Window): string {
  if (!report?.cards) return 'Counting clicks.'
  const { clicks, was } = report.cards
  if (clicks === 0) return 'No clicks yet. Share a link and they show up here within seconds.'
  const before = periodBefore(window)
  const moved = change(clicks, was?.clicks)
  if (before === null || moved === null) return `${counted(clicks, 'click')} ${before ? 'in this period' : 'so far'}.`
  const percent = Math.round(Math.abs(moved))
  if (percent === 0) return `Clicks are level with ${before}.`
  return `Clicks are ${moved > 0 ? 'up' : 'down'} ${whole(percent)}% on ${before}.`
}

type Point = { at: string; clicks: number }

/** The finding under a chart: "Sun, Jun 28 was the busiest day, with 1,900 clicks." */
export function busiest(points: readonly Point[], noun: string): string {
  const peak = points.reduce<Point | null>((best, point) => (best && best.clicks >= point.clicks ? best : point), null)
  if (!peak || peak.clicks === 0) return `No ${noun}s in this period.`
  return `${bucketDate(peak.at)} was the busiest day, with ${counted(peak.clicks, noun)}.`
}
