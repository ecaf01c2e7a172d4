/** A soft colored word. */
import type { ReactNode } from 'react'

import { hueClass } from './hues'
import css from './look.module.css'

/** A word on its hue; without a hue, a word in a line. */
export function Chip({ hue, children }: { hue?: string; children: ReactNode }) {
  return (
    <span className={`${css.chip} ${hue ? hueClass(hue) : ''}`} data-line={hue ? undefined : true}>
      <span>{children}</span>
    </span>
  )
}

/** Chips in a row that wraps. */
export function Chips({ children }: { children: ReactNode }) {
  return <span className={css.chips}>{children}</span>
}
