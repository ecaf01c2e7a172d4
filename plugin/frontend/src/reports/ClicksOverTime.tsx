/** Clicks, or unique visitors, day by day, against the period before. */
import type { Report } from '../session/schemas'
import { useWidth } from '../look/width'
import { ChartTable } from './ChartTable'
import { LineChart, type Bucket } from './LineChart'
import css from './reports.module.css'
import { busiest } from './sentence'
import { span } from './window'

type Course = NonNullable<Report['clicks_over_time']>

/** Which of the two numbers the chart shows. */
export type Measure = 'clicks' | 'unique'

function bucketsOf({ points, was }: Course, measure: Measure): Bucket[] {
  // The API keeps the period before as clicks only, so unique visitors stand alone.
  const before = measure === 'clicks' ? was : []
  return points.map((point, index) => ({ at: point.at, value: point[measure], was: before[index]?.clicks ?? null }))
}

/** What the two lines are. */
export function Legend({ course, measure }: { course: Course; measure: Measure }) {
  return (
    <div className={css.legend}>
      <span className={css.key}>{span(course.points)}</span>
      {measure === 'clicks' && course.was.length > 0 && (
        <span className={css.key} data-before>
          {span(course.was)}
        </span>
      )}
    </div>
  )
}

/** The chart with its finding and its table. */
export function ClicksOverTime({ course, measure }: { course: Course; measure: Measure }) {
  const phone = useWidth() === 'phone'
  const buckets = bucketsOf(course, measure)
  const noun = measure === 'clicks' ? 'click' : 'visitor'
  const label = measure === 'clicks' ? 'Clicks' : 'Unique visitors'
  const finding = busiest(course.points.map((point) => ({ at: point.at, clicks: point[measure] })), noun)
  return (
    <figure>
      <LineChart buckets={buckets} label={label} height={phone ? 200 : 280} summary={`${label} over time. ${finding}`} />
      <figcaption className={css.finding}>
        <span>{finding}</span>
      </figcaption>
      <ChartTable buckets={buckets} label={label} caption={`${label} by day`} />
    </figure>
  )
}
