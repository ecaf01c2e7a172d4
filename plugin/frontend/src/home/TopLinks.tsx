/** The links that were clicked most. */
import { Link as Go } from 'wouter'

import { counted, whole } from '../look/numbers'
import { LetterTile } from '../look/LetterTile'
import { Panel } from '../look/Panel'
import { ShortLink } from '../links/ShortLink'
import { nameOf, useLinks } from '../links/links'
import type { Link } from '../session/schemas'
import css from './home.module.css'

const TOP = 6

function Row({ link, rank }: { link: Link; rank: number }) {
  return (
    <li className={css.top}>
      <span className={css.rank}>{rank}</span>
      <LetterTile name={nameOf(link)} />
      <div className="sl-grow">
        <Go href={`/links/${link.id}`} className={css.topName}>
          {nameOf(link)}
        </Go>
        <div className="sl-small sl-trunc">
          <ShortLink link={link} />
        </div>
      </div>
      <span className={css.topClicks} aria-label={counted(link.clicks, 'click')}>
        {whole(link.clicks)}
      </span>
    </li>
  )
}

/** The card "Top links": by all their clicks so far. */
export function TopLinks() {
  const { data } = useLinks({ sort: '-clicks', limit: TOP, live: true })
  const clicked = (data?.items ?? []).filter(({ clicks }) => clicks > 0)
  const more = <Go href="/links">{data ? `See all ${whole(data.total)}` : 'See all'}</Go>
  return (
    <Panel title="Top links" side={more}>
      {data && clicked.length === 0 && <p className="sl-cap">No clicks yet. Share the link and they show up here within seconds.</p>}
      <ol>
        {clicked.map((link, index) => (
          <Row key={link.id} link={link} rank={index + 1} />
        ))}
      </ol>
      {clicked.length > 0 && <p className="sl-cap">All clicks since each link was made.</p>}
    </Panel>
  )
}
