/** One plan on offer: what it holds, what it can do, and the way there. */
import { Button } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'

import { useOwnPrimary } from '../frame/primary'
import type { PlanOnOffer } from '../session/schemas'
import type { Line } from './features'
import css from './plan.module.css'

/** How a plan on offer relates to the account's own. */
export type Way = 'own' | 'larger' | 'smaller'

interface CardProps {
  plan: PlanOnOffer
  way: Way
  lines: readonly Line[]
  choose: () => void
}

function Continue({ label, choose }: { label: string; choose: () => void }) {
  useOwnPrimary()
  return (
    <Button fullWidth variant="primary" onClick={choose}>
      Continue to {label}
    </Button>
  )
}

function Action({ plan, way, choose }: Omit<CardProps, 'lines'>) {
  if (way === 'larger') return <Continue label={plan.label} choose={choose} />
  return (
    <Button fullWidth variant="default" disabled={way === 'own'} onClick={choose}>
      {way === 'own' ? 'Your plan' : `Move to ${plan.label}`}
    </Button>
  )
}

/** The card of one plan. */
export function PlanCard({ plan, way, lines, choose }: CardProps) {
  return (
    <section className={css.card} data-way={way} aria-label={plan.label}>
      <h2 className={css.cardName}>{plan.label}</h2>
      <Action plan={plan} way={way} choose={choose} />
      <ul className={css.lines}>
        {lines.map(({ words, has }) => (
          <li key={words} data-has={has || undefined}>
            {has ? <IconCheck size={16} stroke={2} color="var(--sl-ok)" aria-hidden /> : <IconMinus size={16} stroke={2} aria-hidden />}
            <span>
              {words}
              {!has && <span className="sl-hidden"> (not part of it)</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
