/** The numbers of a report in one card; the chosen one opens into its chart. */
import { useState } from 'react'

import { ClicksOverTime, IntervalChoice, Legend, type Measure } from '../reports/ClicksOverTime'
import { Facts } from '../reports/Facts'
import type { Report } from '../session/schemas'
import css from './home.module.css'
import { MetricCells } from './MetricCells'

/** Clicks, unique visitors, leads and known contacts, with the chart of the chosen one, and the smaller numbers below. */
export function MetricStrip({ report }: { report: Report }) {
  const [measure, setMeasure] = useState<Measure>('clicks')
  const { cards, clicks_over_time: course } = report
  if (!cards || !course) return null
  return (
    <section className={css.strip} aria-label="Clicks">
      <MetricCells cards={cards} course={course} measure={measure} choose={setMeasure} />
      <div className={css.opened}>
        <div className={css.openedHead}>
          <Legend course={course} measure={measure} window={report.window} />
          <IntervalChoice />
        </div>
        <ClicksOverTime course={course} measure={measure} window={report.window} />
        <Facts cards={cards} names={['repeat', 'scans', 'bots']} />
      </div>
    </section>
  )
}
