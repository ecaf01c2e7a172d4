/** The four numbers that stand above a chart; those with a course of their own are chosen by pressing them. */
import { whole } from '../look/numbers'
import type { Measure } from '../reports/ClicksOverTime'
import { Delta } from '../reports/Delta'
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

/** A number without a course of its own; null is not known of what the report is narrowed to. */
function Still({ label, now, was }: { label: string; now: number | null; was: number | null | undefined }) {
  return (
    <div className={css.cell}>
      <span className={css.label}>{label}</span>
      <span className={css.value}>{now === null ? '–' : whole(now)}</span>
      {now === null ? <span className="sl-cap">not told apart here</span> : <Delta now={now} was={was} />}
    </div>
  )
}

interface CellsProps {
  cards: NonNullable<Report['cards']>
  course: NonNullable<Report['clicks_over_time']>
  measure: Measure
  choose: (measure: Measure) => void
}

/** Clicks, unique visitors, leads and known contacts, each against the period before. */
export function MetricCells({ cards, course, measure, choose }: CellsProps) {
  const cell = (label: string, own: Measure) => (
    <Cell
      label={label}
      now={cards[own]}
      was={cards.was?.[own]}
      course={course.points.map((point) => point[own])}
      chosen={measure === own}
      choose={() => choose(own)}
    />
  )
  return (
    <div className={css.cells}>
      {cell('Clicks', 'clicks')}
      {cell('Unique visitors', 'unique')}
      <Still label="Leads captured" now={cards.leads} was={cards.was?.leads} />
      <Still label="Known contacts" now={cards.contacts} was={cards.was?.contacts} />
    </div>
  )
}
