/** Walks through a list by its cursors. */
import { Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'

import { whole } from '../look/numbers'
import css from './links.module.css'

/** Where in a list we are: the cursors walked through, the last one ours. */
export interface Walk {
  cursor: string | null
  page: number
  forth: (next: string) => void
  back: () => void
}

/** A walk that begins anew whenever `about` (what the list is narrowed to) changes. */
export function useWalk(about: string): Walk {
  const [trail, setTrail] = useState<{ about: string; cursors: string[] }>({ about, cursors: [] })
  const cursors = trail.about === about ? trail.cursors : []
  const walkTo = (walked: string[]) => setTrail({ about, cursors: walked })
  return {
    cursor: cursors.at(-1) ?? null,
    page: cursors.length,
    forth: (next) => walkTo([...cursors, next]),
    back: () => walkTo(cursors.slice(0, -1)),
  }
}

interface PagerProps {
  walk: Walk
  size: number
  shown: number
  total: number
  next: string | null
}

/** "1–25 of 128" with Back and Next. */
export function Pager({ walk, size, shown, total, next }: PagerProps) {
  const first = walk.page * size + 1
  return (
    <nav className={css.pager} aria-label="Pages of links">
      <span className="sl-small sl-num">{`${whole(first)}–${whole(first + shown - 1)} of ${whole(total)}`}</span>
      {(walk.page > 0 || next) && (
        <span className="sl-row">
          <Button variant="default" size="compact-xs" disabled={walk.page === 0} onClick={walk.back} leftSection={<IconChevronLeft size={14} />}>
            Back
          </Button>
          <Button
            variant="default"
            size="compact-xs"
            disabled={!next}
            onClick={() => next && walk.forth(next)}
            rightSection={<IconChevronRight size={14} />}
          >
            Next
          </Button>
        </span>
      )}
    </nav>
  )
}
