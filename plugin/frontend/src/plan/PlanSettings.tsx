/** What the account may do, what it uses, and how to change that. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { CouldNotLoad } from '../look/StatePanel'
import type { Plan, PlanChoices } from '../session/schemas'
import { ChangeSteps } from './ChangeSteps'
import { linesOf } from './features'
import { choicesQuery, useFreshPlan } from './plan'
import css from './plan.module.css'
import { PlanCard } from './PlanCard'
import { effectOf, isLarger } from './standing'
import { UsageStrip } from './UsageStrip'

function Choices({ plan, choices: { plans, listing_url } }: { plan: Plan; choices: PlanChoices }) {
  const [chosen, choose] = useState<string | null>(null)
  const wanted = plans.find(({ name }) => name === chosen && name !== plan.name)
  return (
    <>
      {wanted && <ChangeSteps label={wanted.label} effect={effectOf(wanted, isLarger(wanted, plan, plans))} listing={listing_url} />}
      <div className={css.cards}>
        {plans.map((one) => {
          const way = one.name === plan.name ? 'own' : isLarger(one, plan, plans) ? 'larger' : 'smaller'
          return <PlanCard key={one.name} plan={one} way={way} lines={linesOf(one, plans)} choose={() => choose(one.name)} />
        })}
      </div>
      <p className={`sl-small ${css.always}`}>
        Your CRM shows what each plan costs you. Links you already made keep working on every plan, always.
      </p>
    </>
  )
}

/** The settings tab "Plan"; it hears by itself of a change made in the CRM. */
export function PlanSettings() {
  const plan = useFreshPlan()
  const { data: choices, error, refetch } = useQuery(choicesQuery)
  return (
    <div className="sl-grid">
      <UsageStrip plan={plan} />
      {choices && <Choices plan={plan} choices={choices} />}
      {error && !choices && <CouldNotLoad what="the plans" error={error} retry={() => void refetch()} />}
    </div>
  )
}
