/** A part of a section that opens when it is wanted, or when something in it is at fault. */
import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'

import { faultWithin } from '../session/errors'
import css from './editor.module.css'

interface FoldProps {
  title: string
  /** What is set in it, in a word; null where nothing is. */
  told: string | null
  fields: readonly string[]
  error: unknown
  children: ReactNode
}

/** A titled box; open from the start where something is set in it. */
export function Fold({ title, told, fields, error, children }: FoldProps) {
  const [chosen, setChosen] = useState<boolean | null>(null)
  const [begunOpen] = useState(told !== null)
  const open = fields.some((field) => faultWithin(error, field) !== null) || (chosen ?? begunOpen)
  return (
    <div className={css.fold}>
      <UnstyledButton className={css.foldHead} aria-expanded={open} onClick={() => setChosen(!open)}>
        <span className="sl-grow">{title}</span>
        {told && <span className="sl-cap">{told}</span>}
        <IconChevronDown size={14} stroke={2} className={css.chevron} aria-hidden />
      </UnstyledButton>
      {open && <div className={css.foldBody}>{children}</div>}
    </div>
  )
}
