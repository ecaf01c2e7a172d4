/** When the last click came, of those since the screen was opened. */
import type { Feed } from './live'
import css from './reports.module.css'
import { useNow } from './RightNow'
import { since } from './sentence'

/** "Last click 4 s ago", or that we are watching. */
export function LastClick({ feed }: { feed: Feed }) {
  const now = useNow()
  const last = feed.clicks[0]
  return <span className={`sl-small ${css.live}`}>{last ? `Last click ${since(last.at, now)} ago` : 'Live'}</span>
}
