/** Back and Next of a list whose length nobody counts. */
import { Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'

import type { Walk } from '../links/Pager'
import css from './automation.module.css'

/** Nothing where the list fits on one page. */
export function Turns({ walk, next, label }: { walk: Walk; next: string | null; label: string }) {
  if (walk.page === 0 && !next) return null
  return (
    <nav className={css.turns} aria-label={label}>
      <Button variant="default" size="compact-xs" disabled={walk.page === 0} onClick={walk.back} leftSection={<IconChevronLeft size={14} />}>
        Back
      </Button>
      <Button variant="default" size="compact-xs" disabled={!next} onClick={() => next && walk.forth(next)} rightSection={<IconChevronRight size={14} />}>
        Next
      </Button>
    </nav>
  )
}
