/** The top of a screen: its title, one sentence, and what acts on all of it. */
import type { ReactNode } from 'react'

import css from './look.module.css'

/** A screen's title with its sentence and its controls. */
export function PageHead({ title, sub, children }: { title: string; sub?: ReactNode; children?: ReactNode }) {
  return (
    <header className={css.head}>
      <div className="sl-grow">
        <h1 className="sl-h1">{title}</h1>
        {sub && <p className={`sl-sub ${css.headSub}`}>{sub}</p>}
      </div>
      {children && <div className={css.headSide}>{children}</div>}
    </header>
  )
}
