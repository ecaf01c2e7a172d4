/** A breakdown as rows, the busiest first, each with its soft bar behind the label. */
import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'

import { share, whole } from '../look/numbers'
import type { Share } from '../session/schemas'
import css from './reports.module.css'

const FIRST = 7

interface RankedProps {
  rows: readonly Share[]
  name: (value: string | null) => string
  mark: (value: string | null) => ReactNode
  label: string
}

function Row({ row, top, total, name, mark }: { row: Share; top: number; total: number } & Pick<RankedProps, 'name' | 'mark'>) {
  return (
    <li className={css.rank}>
      <span className={css.bar} style={{ width: `${(row.clicks / top) * 100}%` }} aria-hidden />
      {mark(row.value)}
      <span className="sl-trunc">{name(row.value)}</span>
      <span className={css.rankValue}>{whole(row.clicks)}</span>
      <span className={css.rankShare}>{share(row.clicks, total)}</span>
    </li>
  )
}

/** The ranked list named `label`; what is beyond the first seven opens on demand. */
export function RankedRows({ rows, name, mark, label }: RankedProps) {
  const [all, setAll] = useState(false)
  const total = rows.reduce((sum, { clicks }) => sum + clicks, 0)
  const shown = all ? rows : rows.slice(0, FIRST)
  const top = Math.max(1, rows[0]?.clicks ?? 1)
  if (rows.length === 0) return <p className="sl-cap">No clicks in this period.</p>
  return (
    <>
      <ul className={css.ranks} aria-label={label}>
        {shown.map((row) => (
          <Row key={row.value ?? ''} row={row} top={top} total={total} name={name} mark={mark} />
        ))}
      </ul>
      {rows.length > FIRST && (
        <Button variant="ghost" size="compact-xs" mt={8} onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Show fewer' : `Show all ${rows.length}`}
        </Button>
      )}
    </>
  )
}
