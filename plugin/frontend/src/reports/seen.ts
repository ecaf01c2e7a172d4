/** How much of everything we saw the bots are. */
import type { Report } from '../session/schemas'

type Cards = Pick<NonNullable<Report['cards']>, 'clicks' | 'bots'>

/** All that was seen: people and bots. With bots in the report its clicks hold them already. */
export function everythingSeen({ clicks, bots }: Cards, withoutBots: boolean): number {
  return withoutBots ? clicks + bots : clicks
}
