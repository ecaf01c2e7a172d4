/** One card of the editor: an icon, what it is about, and its fields. */
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { Panel } from '../look/Panel'
import css from './links.module.css'

/** A titled group of fields. */
export function Section({ icon: Mark, title, sub, children }: { icon: Icon; title: string; sub: string; children: ReactNode }) {
  return (
    <Panel>
      <div className={css.section}>
        <span className={css.sectionIcon} aria-hidden>
          <Mark size={18} stroke={1.75} />
        </span>
        <div>
          <h2 className="sl-h2">{title}</h2>
          <p className="sl-small">{sub}</p>
        </div>
      </div>
      <div className={css.fields}>{children}</div>
    </Panel>
  )
}
