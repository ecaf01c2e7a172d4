/** One card of the editor: an icon, what it is about, and its fields once it is open. */
import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { Panel } from '../look/Panel'
import css from './editor.module.css'
import type { Part } from './sections'

interface SectionBoxProps {
  part: Part
  /** What is set in it, in words; null where nothing is. */
  told: string | null
  open: boolean
  toggle: () => void
  children: ReactNode
}

/** A titled group of fields; the first one stays open. */
export function Section({ part, told, open, toggle, children }: SectionBoxProps) {
  const { id, icon: Mark, title, sub, stays } = part
  const heading = (
    <>
      <span className={css.sectionIcon} aria-hidden>
        <Mark size={18} stroke={1.75} />
      </span>
      <span className="sl-grow">
        <span className={`sl-h2 ${css.sectionTitle}`} id={`${id}-title`}>
          {title}
        </span>
        <span className={`sl-small ${css.sectionSub}`}>{sub}</span>
      </span>
    </>
  )
  return (
    <section id={`section-${id}`} className={css.section} aria-labelledby={`${id}-title`}>
      <Panel>
        {stays ? (
          <div className={css.sectionHead}>{heading}</div>
        ) : (
          <UnstyledButton className={css.sectionHead} aria-expanded={open} onClick={toggle}>
            {heading}
            {told && <span className={css.told}>{told}</span>}
            <IconChevronDown size={16} stroke={1.75} className={css.chevron} aria-hidden />
          </UnstyledButton>
        )}
        {(open || stays) && <div className={css.fields}>{children}</div>}
      </Panel>
    </section>
  )
}
