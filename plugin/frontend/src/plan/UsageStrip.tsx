/** The plan in one line: which it is, how it stands, and what of it is used. */
import { whole } from '../look/numbers'
import { StatusDot } from '../look/StatusDot'
import { useMe } from '../session/me'
import type { Plan } from '../session/schemas'
import css from './plan.module.css'
import { leftOf, standingOf } from './standing'

function LinksUsed({ plan }: { plan: Plan }) {
  const limit = plan.limits.active_links
  const used = plan.used.active_links
  const part = limit ? Math.min(100, (used / limit) * 100) : 0
  return (
    <div className={css.cell}>
      <div className={css.cellHead}>
        <span>Active links</span>
        <span>
          <b>{whole(used)}</b>
          {limit === null ? '' : ` of ${whole(limit)}`}
        </span>
      </div>
      {limit !== null && (
        <div className={css.bar} role="meter" aria-label="Active links" aria-valuenow={used} aria-valuemin={0} aria-valuemax={limit}>
          <i style={{ width: `${part}%` }} data-near={part >= 80 || undefined} />
        </div>
      )}
      <span className="sl-cap">{leftOf(plan)}</span>
    </div>
  )
}

function Name({ plan }: { plan: Plan }) {
  const { status, word, line } = standingOf(plan, useMe().location.timezone)
  return (
    <div className={css.cell}>
      <span className="sl-small">Your plan</span>
      <span className={css.nameRow}>
        <span className={css.name}>{plan.label}</span>
        <StatusDot status={status} badge>
          {word}
        </StatusDot>
      </span>
      <span className="sl-cap">{line}</span>
    </div>
  )
}

/** The strip above the plans. */
export function UsageStrip({ plan }: { plan: Plan }) {
  return (
    <section className={css.strip} aria-label="Plan and usage">
      <Name plan={plan} />
      <LinksUsed plan={plan} />
      <div className={css.cell}>
        <span className="sl-small">Clicks kept</span>
        <span className={css.limit}>{whole(plan.limits.history_days)} days</span>
      </div>
    </section>
  )
}
