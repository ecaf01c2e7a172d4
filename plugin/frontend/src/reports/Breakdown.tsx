/** One question's answer as ranked rows. */
import type { Report } from '../session/schemas'
import { Unanswered } from './Answered'
import { RankedRows, type Ranked } from './RankedRows'
import { useAnswer, useTotal, type Kind } from './report'

interface BreakdownProps<K extends Kind> {
  kind: K
  label: string
  rows: (answer: NonNullable<Report[K]>) => Ranked[]
  nothing?: string
  /** Whether its rows are parts of all clicks. */
  whole?: boolean
}

/** The list named `label` of what the question `kind` is answered with. */
export function Breakdown<K extends Kind>({ kind, label, rows, nothing, whole = true }: BreakdownProps<K>) {
  const { answer, error, refetch } = useAnswer(kind)
  const total = useTotal()
  if (!answer) return <Unanswered error={error} retry={refetch} />
  return <RankedRows rows={rows(answer as NonNullable<Report[K]>)} total={whole ? total : undefined} label={label} nothing={nothing} />
}
