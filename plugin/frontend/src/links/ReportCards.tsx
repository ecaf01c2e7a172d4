/** A link's numbers, and how its clicks went. */
import { IconHandClick, IconRobot, IconUsers, type Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { share, whole } from '../look/numbers'
import look from '../look/look.module.css'
import { Panel } from '../look/Panel'
import { ClicksOverTime, IntervalChoice, Legend } from '../reports/ClicksOverTime'
import { Delta } from '../reports/Delta'
import { Facts } from '../reports/Facts'
import { usePeriod } from '../reports/period'
import { everythingSeen } from '../reports/seen'
import { Sparkline } from '../reports/Sparkline'
import type { Report } from '../session/schemas'
import css from './links.module.css'

interface CardProps {
  icon: Icon
  color: string
  label: string
  value: number
  course: readonly number[]
  children: ReactNode
}

function Card({ icon: Mark, color, label, value, course, children }: CardProps) {
  return (
    <section className={`${look.panel} ${css.card}`} aria-label={label}>
      <div className={css.cardLabel}>
        <Mark size={18} stroke={1.75} color={color} aria-hidden />
        {label}
      </div>
      <div className={css.cardValue}>{whole(value)}</div>
      {children}
      <Sparkline className={css.cardSpark} values={course} color={color} />
    </section>
  )
}

function Three({ cards, points }: { cards: NonNullable<Report['cards']>; points: readonly { clicks: number; unique: number }[] }) {
  const { withoutBots } = usePeriod()
  return (
    <div className={css.cards}>
      <Card icon={IconHandClick} color="var(--sl-accent-vivid)" label="Total clicks" value={cards.clicks} course={points.map(({ clicks }) => clicks)}>
        <Delta now={cards.clicks} was={cards.was?.clicks} />
      </Card>
      <Card icon={IconUsers} color="var(--sl-c3)" label="Unique people" value={cards.unique} course={points.map(({ unique }) => unique)}>
        <Delta now={cards.unique} was={cards.was?.unique} />
      </Card>
      <Card icon={IconRobot} color="var(--sl-ink-3)" label={withoutBots ? 'Bots, left out' : 'Bots'} value={cards.bots} course={[]}>
        <span className="sl-cap">{share(cards.bots, everythingSeen(cards, withoutBots))} of everything we saw</span>
      </Card>
    </div>
  )
}

/** Total clicks, unique people and bots, the smaller numbers, and the chart. */
export function ReportCards({ report }: { report: Report }) {
  const { cards, clicks_over_time: course, window } = report
  if (!cards || !course) return null
  return (
    <>
      <Three cards={cards} points={course.points} />
      <Panel title="Clicks over time" side={<IntervalChoice />}>
        <Legend course={course} measure="clicks" window={window} />
        <ClicksOverTime course={course} measure="clicks" window={window} />
        <Facts cards={cards} names={['repeat', 'scans', 'leads', 'contacts']} />
      </Panel>
    </>
  )
}
