/** A white card with a title and at most one small thing beside it. */
import { useId, type ReactNode } from 'react'

import css from './look.module.css'

interface PanelProps {
  title?: string
  side?: ReactNode
  bright?: boolean
  flush?: boolean
  children: ReactNode
}

/** A card; a titled one is a region by that name. `flush` leaves the padding to what is inside. */
export function Panel({ title, side, bright, flush, children }: PanelProps) {
  const heading = useId()
  return (
    <section className={`${css.panel} ${bright ? css.bright : ''}`} aria-labelledby={title ? heading : undefined}>
      {title && (
        <div className={css.panelHead}>
          <h2 className="sl-h2" id={heading}>
            {title}
          </h2>
          {side}
        </div>
      )}
      {flush ? children : <div className={css.panelBody} data-alone={title ? undefined : true}>
          {children}
        </div>}
    </section>
  )
}
