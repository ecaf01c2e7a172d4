/** How a number moved against the period before. */
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react'

import { change, whole } from '../look/numbers'
import { usePeriod } from './period'
import css from './reports.module.css'

/** "↗ 18.2% was 26,398"; only "was 0" where there is no percentage. `neutral`: neither way is better. */
export function Delta({ now, was, neutral }: { now: number; was: number | null | undefined; neutral?: boolean }) {
  const { window } = usePeriod()
  if (was === null || was === undefined) return <span className={css.was}>{window === 'all' ? 'so far' : 'no period before'}</span>
  const moved = change(now, was)
  const Arrow = moved !== null && moved < 0 ? IconArrowDownRight : IconArrowUpRight
  return (
    <span className={css.delta}>
      {moved !== null && (
        <b data-way={moved === 0 || neutral ? 'flat' : moved > 0 ? 'up' : 'down'}>
          {moved !== 0 && <Arrow size={13} stroke={2} aria-hidden />}
          <span className="sl-hidden">{moved < 0 ? 'down ' : 'up '}</span>
          {Math.abs(moved).toFixed(1)}%
        </b>
      )}
      <span className={css.was}>was {whole(was)}</span>
    </span>
  )
}
