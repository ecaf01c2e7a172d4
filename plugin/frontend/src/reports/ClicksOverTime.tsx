/** Clicks, or unique visitors, point by point, against the period before. */
import { SegmentedControl } from '@mantine/core'

import type { Report } from '../session/schemas'
import { useWidth } from '../look/width'
import { ChartTable } from './ChartTable'
import { LineChart, type Bucket } from './LineChart'
import { usePeriod } from './period'
import css from './reports.module.css'
import { busiest } from './sentence'
import { daysOf, INTERVALS, intervalsFor, pointLabel, pointName, span, zoneName, type Interval } from './window'

type Course = NonNullable<Report['clicks_over_time']>

/** Which of the two numbers the chart shows. */
export type Measure = 'clicks' | 'unique'

interface ChartProps {
  course: Course
  measure: Measure
  window: Report['window']
}

function bucketsOf({ points, was, interval }: Course, measure: Measure, zone: string): Bucket[] {
  // The API keeps the period before as clicks only, so unique visitors stand alone.
  const before = measure === 'clicks' ? was : []
  return points.map((point, index) => ({
    at: point.at,
    label: pointLabel(point.at, zone, interval),
    name: pointName(point.at, zone, interval),
    value: point[measure],
    was: before[index]?.clicks ?? null,
  }))
}

/** What the two lines are. */
export function Legend({ course, measure, window }: ChartProps) {
  const { from, to, zone } = window
  const before = course.was[0]
  return (
    <div className={css.legend}>
      <span className={css.key}>{span(from, to, zone)}</span>
      {measure === 'clicks' && before && (
        <span className={css.key} data-before>
          {span(before.at, from, zone)}
        </span>
      )}
    </div>
  )
}

/** Hour, day, week or month, of those that suit the window. */
export function IntervalChoice() {
  const { window, range, interval, choose } = usePeriod()
  const suited = intervalsFor(daysOf(window, range))
  if (suited.length < 2) return null
  const data = INTERVALS.filter(({ value }) => suited.includes(value))
  return (
    <SegmentedControl size="xs" aria-label="Interval" data={data} value={interval} onChange={(value) => choose({ interval: value as Interval })} />
  )
}

/** The chart with its finding and its table. */
export function ClicksOverTime({ course, measure, window }: ChartProps) {
  const phone = useWidth() === 'phone'
  const { interval } = course
  const buckets = bucketsOf(course, measure, window.zone)
  const noun = measure === 'clicks' ? 'click' : 'visitor'
  const label = measure === 'clicks' ? 'Clicks' : 'Unique visitors'
  const points = course.points.map((point) => ({ at: point.at, clicks: point[measure] }))
  const finding = busiest(points, noun, window.zone, interval)
  const each = INTERVALS.find(({ value }) => value === interval)?.label ?? 'Day'
  return (
    <figure>
      <LineChart buckets={buckets} label={label} height={phone ? 200 : 280} summary={`${label} over time. ${finding}`} />
      <figcaption className={css.finding}>
        <span>{finding}</span>
      </figcaption>
      <ChartTable buckets={buckets} each={each} label={label} caption={`${label} by ${interval}`} zone={zoneName(window.zone)} />
    </figure>
  )
}
