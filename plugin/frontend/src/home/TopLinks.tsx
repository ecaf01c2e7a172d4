/** The links that were clicked most, in the period and of what the report is about. */
import { Link as Go } from 'wouter'

import { share, whole } from '../look/numbers'
import { LetterTile } from '../look/LetterTile'
import { Panel } from '../look/Panel'
import look from '../look/look.module.css'
import { Unanswered } from '../reports/Answered'
import { useAnswer, useTotal } from '../reports/report'
import type { Report } from '../session/schemas'
import css from './home.module.css'

const TOP = 6

type Top = NonNullable<Report['links']>[number]

/** "https://go.brightside.fit/summer" → its domain and its ending. */
export function halves(url: string): [string, string] {
  const { host, pathname } = new URL(url)
  return [host, pathname.slice(1)]
}

function Row({ link, rank, total }: { link: Top; rank: number; total: number }) {
  const [domain, slug] = halves(link.short_url)
  const name = link.title.trim() || slug
  return (
    <li className={css.top}>
      <span className={css.rank}>{rank}</span>
      <LetterTile name={name} />
      <div className="sl-grow">
        <Go href={`/links/${link.link_id}`} className={css.topName}>
          {name}
        </Go>
        <div className={`sl-small sl-trunc ${look.slug}`}>
          <span>{domain}</span>/<b>{slug}</b>
        </div>
      </div>
      <span className={css.topClicks}>
        {whole(link.clicks)} <span className="sl-hidden">clicks, </span>
        <span className="sl-cap">{share(link.clicks, total)}</span>
      </span>
    </li>
  )
}

/** The card "Top links". */
export function TopLinks() {
  const { answer, error, refetch } = useAnswer('links')
  const total = useTotal() ?? 0
  return (
    <Panel title="Top links" side={<Go href="/links">See all links</Go>}>
      {!answer && <Unanswered error={error} retry={refetch} />}
      {answer?.length === 0 && <p className="sl-cap">No clicks in this period. Share a link and they show up here within seconds.</p>}
      <ol>
        {(answer ?? []).slice(0, TOP).map((link, index) => (
          <Row key={link.link_id} link={link} rank={index + 1} total={total} />
        ))}
      </ol>
    </Panel>
  )
}
