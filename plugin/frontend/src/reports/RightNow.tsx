/** The clicks of this very moment, as they come. */
import { useEffect, useState } from 'react'

import { counted } from '../look/numbers'
import { Panel } from '../look/Panel'
import type { Told } from '../session/schemas'
import { ClickWords } from './ClickWords'
import type { Feed } from './live'
import css from './reports.module.css'
import { since } from './sentence'

const SHOWN = 6
const TICK_MS = 5_000

/** The time by the visitor's own clock, told anew every few seconds. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), TICK_MS)
    return () => window.clearInterval(timer)
  }, [])
  return now
}

function whose({ contact_id: contact, title }: Told, named: boolean) {
  const who = contact ? 'A known contact' : 'Someone'
  return named ? (
    <>
      {who} opened <b>{title ?? 'a link'}</b>
    </>
  ) : (
    <>{who} opened this link</>
  )
}

/** The card "Right now"; `named` says which link was opened. */
export function RightNow({ feed, named }: { feed: Feed; named: boolean }) {
  const now = useNow()
  const side = feed.count > 0 ? `${counted(feed.count, 'click')} since you came` : 'live'
  return (
    <Panel title="Right now" side={<span className={`sl-cap ${css.live}`}>{side}</span>}>
      {feed.clicks.length === 0 && <p className="sl-small">Waiting for the next click. It shows up here within seconds.</p>}
      <ul aria-label="New clicks">
        {feed.clicks.slice(0, SHOWN).map((click) => (
          <ClickWords key={`${click.at}-${click.seq}`} click={click} title={whose(click, named)} side={since(click.at, now)} />
        ))}
      </ul>
    </Panel>
  )
}
