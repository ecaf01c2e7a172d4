/** The account's three numbers in one card; the chosen one opens into its chart. */
import { useState } from 'react'

import { share, whole } from '../look/numbers'
import { ClicksOverTime, Legend, type Measure } from '../reports/ClicksOverTime'
import { Delta } from '../reports/Delta'
import { usePeriod } from '../reports/period'
import { everythingSeen } from '../reports/seen'
import { Sparkline } from '../reports/Sparkline'
import type { Report } from '../session/schemas'
import css from './home.module.css'

interface CellProps {
  label: string
  now: number
  was: number | null | undefined
  course: readonly number[]
  chosen: boolean
  choose: () => void
}

function Cell({ label, now, was, course, chosen, choose }: CellProps) {
  return (
    <button type="button" className={css.cell} aria-pressed={chosen} onClick={choose}>
      <span className={css.label}>{label}</span>
      <span className={css.value}>{whole(now)}</span>
      <Delta now={now} was={was} />
      <Sparkline className={css.spark} values={course} color={chosen ? 'var(--sl-violet)' : 'var(--sl-ink-4)'} />
    </button>
  )
}

/** Bots have no course of their own in a report: a number and what part of everything they are. */
function BotsCell({ bots, seen }: { bots: number; seen: number }) {
  return (
    <div className={css.cell}>
      <span className={css.label}>Bots</span>
      <span className={css.value}>{whole(bots)}</span>
      <span className="sl-cap">{share(bots, seen)} of everything we saw</span>
    </div>
  )
}

/** Clicks, unique visitors and bots, with the chart of the chosen one. */
export function MetricStrip({ report }: { report: Report }) {
  const { withoutBots } = usePeriod()
  const [measure, setMeasure] = useState<Measure>('clicks')
  const { cards, clicks_over_time: course } = report
  if (!cards || !course) return null
  return (
    <section className={css.strip} aria-label="Clicks">
      <div className={css.cells}>
        <Cell
          label="Clicks"
          now={cards.clicks}
          was={cards.was?.clicks}
          course={course.points.map(({ clicks }) => clicks)}
          chosen={measure === 'clicks'}
          choose={() => setMeasure('clicks')}
        />
        <Cell
          label="Unique visitors"
          now={cards.unique}
          was={cards.was?.unique}
          course={course.points.map(({ unique }) => unique)}
          chosen={measure === 'unique'}
          choose={() => setMeasure('unique')}
        />
        <BotsCell bots={cards.bots} seen={everythingSeen(cards, withoutBots)} />
      </div>
      <div className={css.opened}>
        <Legend course={course} measure={measure} />
        <ClicksOverTime course={course} measure={measure} />
      </div>
    </section>
  )
}
