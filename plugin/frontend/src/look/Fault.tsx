/** How a refusal is shown: at its field, or above the form. */
import { IconAlertCircleFilled } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import css from './look.module.css'

/** The sentence at a field, with its filled icon; nothing for null. */
export function fieldFault(words: ReactNode): ReactNode {
  return words ? (
    <span className={css.faultLine}>
      <IconAlertCircleFilled size={14} aria-hidden />
      <span>{words}</span>
    </span>
  ) : null
}

/** The sentence about a form as a whole; nothing for null. */
export function FormFault({ words }: { words: string | null }) {
  return words ? (
    <div className={css.fault} role="alert">
      <IconAlertCircleFilled size={16} aria-hidden />
      <span>{words}</span>
    </div>
  ) : null
}
