/** The way back to the list. */
import { IconChevronLeft } from '@tabler/icons-react'
import { Link as Go } from 'wouter'

import css from './links.module.css'

/** "‹ Links" */
export function BackToLinks() {
  return (
    <Go href="/links" className={css.back}>
      <IconChevronLeft size={16} stroke={1.75} aria-hidden />
      Links
    </Go>
  )
}
