/** Six colors at most: what is beyond the fifth value becomes "Other". */
import type { Share } from '../session/schemas'

const COLORS = 6

/** The rows that a chart of categories can tell apart. */
export function folded(rows: readonly Share[]): Share[] {
  if (rows.length <= COLORS) return [...rows]
  const rest = rows.slice(COLORS - 1).reduce((sum, { clicks }) => sum + clicks, 0)
  return [...rows.slice(0, COLORS - 1), { value: 'Other', clicks: rest }]
}
