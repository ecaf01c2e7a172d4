/** A control that comes with a larger plan: seen as it is, faded, with one calm bar. */
import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'

import { useMe } from '../session/me'
import type { Feature } from '../session/schemas'
import css from './plan.module.css'

/** Whether the account's plan has a feature; null asks for none. */
export function useHas(feature: Feature | null): boolean {
  const { plan } = useMe()
  return feature === null || plan.features.includes(feature)
}

/** What a larger plan gives, that nothing is lost, and the way to compare. */
export function PlanBar({ gives }: { gives: string }) {
  const [, go] = useLocation()
  const { lapsed } = useMe().plan
  return (
    <div className={css.lockBar} role="note">
      <span className={css.lockMark} aria-hidden>
        <IconLock size={18} stroke={1.75} />
      </span>
      <div className="sl-grow">
        <p className={css.lockTitle}>{gives} {lapsed ? 'once the payment is settled' : 'with Pro'}</p>
        <p className="sl-cap">Your link keeps working as it is. Nothing is lost if you wait.</p>
      </div>
      <Button variant="default" onClick={() => go('/settings/plan')}>
        {lapsed ? 'See your plan' : 'Compare plans'}
      </Button>
    </div>
  )
}

/** Its children where the plan has `feature`; else the same, out of reach, under the bar. */
export function Locked({ feature, gives, children }: { feature: Feature; gives: string; children: ReactNode }) {
  const has = useHas(feature)
  if (has) return children
  return (
    <div className={css.locked}>
      <div className={css.faded} inert>
        {children}
      </div>
      <PlanBar gives={gives} />
    </div>
  )
}
