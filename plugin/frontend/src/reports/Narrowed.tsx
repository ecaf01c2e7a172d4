/** What the report is narrowed to, and where the plan's history cuts it. */
import { Button, UnstyledButton } from '@mantine/core'
import { IconHistory, IconX } from '@tabler/icons-react'
import { useLocation } from 'wouter'

import { useMe } from '../session/me'
import type { Report } from '../session/schemas'
import { chosen } from './narrowing'
import css from './reports.module.css'
import { useTerms } from './terms'
import { dated } from './window'

/** A removable chip for each value that clicks are narrowed to. */
export function NarrowedTo() {
  const { only, pick, clear } = useTerms()
  const chips = chosen(only)
  if (chips.length === 0) return null
  return (
    <ul className={css.narrowed} aria-label="Only these clicks">
      {chips.map(({ dimension, value, words }) => (
        <li key={words}>
          <UnstyledButton className={css.narrowing} aria-label={`${words}, remove`} onClick={() => pick({ [dimension]: value })}>
            <span className="sl-trunc">{words}</span>
            <IconX size={14} stroke={2} aria-hidden />
          </UnstyledButton>
        </li>
      ))}
      <li>
        <Button variant="ghost" size="compact-xs" onClick={clear}>
          Clear all
        </Button>
      </li>
    </ul>
  )
}

/** Says from which day on there is history, where the window asked for more; with the way to a larger plan. */
export function Clipped({ window }: { window: Report['window'] }) {
  const { plan } = useMe()
  const [, go] = useLocation()
  if (!window.clipped_to) return null
  return (
    <div className={css.clipped} role="note">
      <IconHistory size={18} stroke={1.75} aria-hidden />
      <p className="sl-grow">
        {plan.label} shows the last {plan.limits.history_days} days, so this begins on {dated(window.clipped_to)}.
        {plan.name === 'starter' && ' Pro shows 365.'} Lifetime clicks of each link stay.
      </p>
      {plan.name === 'starter' && (
        <Button variant="default" size="xs" onClick={() => go('/settings/plan')}>
          Compare plans
        </Button>
      )}
    </div>
  )
}
