/** What the account may do, what it uses, and how to change that. */
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'

import { whole } from '../look/numbers'
import { Panel } from '../look/Panel'
import { CouldNotLoad } from '../look/StatePanel'
import { apiCall } from '../session/api'
import type { Plan } from '../session/schemas'
import { included } from './features'
import css from './plan.module.css'

function LinksUsed({ plan }: { plan: Plan }) {
  const limit = plan.limits.active_links
  const used = plan.used.active_links
  const part = limit ? Math.min(100, (used / limit) * 100) : 0
  const left = limit === null ? 'No limit' : used < limit ? `${whole(limit - used)} left` : `All ${whole(used)} keep working.`
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
      <span className="sl-cap">{left}</span>
    </div>
  )
}

function Limit({ label, value }: { label: string; value: string }) {
  return (
    <div className={css.cell}>
      <span className="sl-small">{label}</span>
      <span className={css.limit}>{value}</span>
    </div>
  )
}

function Strip({ plan }: { plan: Plan }) {
  return (
    <div className={css.strip}>
      <div className={css.cell}>
        <span className="sl-small">Your plan</span>
        <span className={css.name}>{plan.label}</span>
      </div>
      <LinksUsed plan={plan} />
      <Limit label="Clicks kept" value={`${whole(plan.limits.history_days)} days`} />
    </div>
  )
}

/** The settings tab "Plan". */
export function PlanSettings() {
  const { data: plan, error, refetch } = useQuery({ queryKey: ['plan'], queryFn: () => apiCall<Plan>('GET', '/plan') })
  if (!plan) return error ? <CouldNotLoad what="your plan" error={error} retry={() => void refetch()} /> : null
  return (
    <div className="sl-grid">
      <section aria-label="Plan and usage">
        <Strip plan={plan} />
      </section>
      <Panel title="What is included">
        <ul className={css.features}>
          {included(plan.features).map((words) => (
            <li key={words}>
              <IconCheck size={16} stroke={2} color="var(--sl-ok)" aria-hidden />
              {words}
            </li>
          ))}
        </ul>
        <p className="sl-cap">
          To change your plan, open the app marketplace in your CRM, then Installed apps and Change plan. It takes effect by itself. Links
          you already made keep working on every plan.
        </p>
      </Panel>
    </div>
  )
}
