/** A status: always a dot and a word. */
import type { ReactNode } from 'react'

import css from './look.module.css'

/** `status` picks the dot's color, the children say it; `badge` puts it on a soft pill. */
export function StatusDot({ status, badge, children }: { status: string; badge?: boolean; children: ReactNode }) {
  return (
    <span className={`${css.status} ${badge ? css.badge : ''}`} data-status={status}>
      <span className={css.dot} data-status={status} />
      {children}
    </span>
  )
}
