/** A breakdown as rows, the busiest first, each with its soft bar behind the label; a press narrows the report to it. */
import { Button, UnstyledButton } from '@mantine/core'
import { useState, type ReactNode } from 'react'

import { share, whole } from '../look/numbers'
import { isIn, type Values } from './narrowing'
import css from './reports.module.css'
import { useTerms } from './terms'

const FIRST = 7

/** One row; without `values` it narrows nothing. */
export interface Ranked {
  key: string
  name: string
  /** What tells it from others of its name: a city's region. */
  detail?: string
  mark?: ReactNode
  clicks: number
  values?: Values
}

function Words({ row, top, total }: { row: Ranked; top: number; total: number }) {
  return (
    <>
      <span className={css.bar} style={{ width: `${Math.min(1, row.clicks / top) * 100}%` }} aria-hidden />
      {row.mark}
      <span className="sl-trunc">
        {row.name} {row.detail && <span className={css.detail}>{row.detail}</span>}
      </span>
      <span className={css.rankValue}>{whole(row.clicks)}</span>
      <span className={css.rankShare}>{share(row.clicks, total)}</span>
    </>
  )
}

function Row(props: { row: Ranked; top: number; total: number }) {
  const { only, pick } = useTerms()
  const { name, values } = props.row
  if (!values) return <li className={css.rank}><Words {...props} /></li>
  const picked = isIn(only, values)
  return (
    <li>
      <UnstyledButton className={css.rank} aria-pressed={picked} title={picked ? `Show all again` : `Show only ${name}`} onClick={() => pick(values)}>
        <Words {...props} />
      </UnstyledButton>
    </li>
  )
}

interface RowsProps {
  rows: readonly Ranked[]
  label: string
  /** All clicks, where the rows may be fewer than there are. */
  total?: number
  nothing?: string
}

/** The ranked list named `label`; what is beyond the first seven opens on demand. */
export function RankedRows({ rows, label, total, nothing = 'No clicks in this period.' }: RowsProps) {
  const [all, setAll] = useState(false)
  const sum = rows.reduce((so, { clicks }) => so + clicks, 0)
  const shown = all ? rows : rows.slice(0, FIRST)
  const top = Math.max(1, rows[0]?.clicks ?? 1)
  if (rows.length === 0) return <p className="sl-cap">{nothing}</p>
  return (
    <>
      <ul className={css.ranks} aria-label={label}>
        {shown.map((row) => (
          <Row key={row.key} row={row} top={top} total={Math.max(sum, total ?? 0)} />
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
