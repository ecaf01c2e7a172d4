/** The links as a table; on phones as a list. */
import { IconCornerDownRight } from '@tabler/icons-react'
import { Link as Go } from 'wouter'

import { leadsTo } from '../kinds/kinds'
import { CopyIcon } from '../look/CopyButton'
import { day } from '../look/dates'
import { LetterTile } from '../look/LetterTile'
import { whole } from '../look/numbers'
import { StatusDot } from '../look/StatusDot'
import { useWidth } from '../look/width'
import { useMe } from '../session/me'
import type { Link } from '../session/schemas'
import { LinkMenu } from './LinkMenu'
import css from './links.module.css'
import { nameOf } from './links'
import { LinkTags } from './LinkTags'
import { ShortLink } from './ShortLink'
import { statusWord } from './status'

function Name({ link }: { link: Link }) {
  return (
    <Go href={`/links/${link.id}`} className={css.name}>
      {nameOf(link)}
    </Go>
  )
}

function Copyable({ link }: { link: Link }) {
  return (
    <span className={css.copyable}>
      <span className="sl-trunc">
        <ShortLink link={link} />
      </span>
      <CopyIcon text={link.short_url} label={`Copy ${link.domain}/${link.slug}`} />
    </span>
  )
}

function Row({ link, zone, full }: { link: Link; zone: string; full: boolean }) {
  return (
    <tr>
      <td>
        <div className={css.first}>
          <LetterTile name={nameOf(link)} />
          <div className={css.firstText}>
            <Name link={link} />
            <span className={css.destination} title={link.destination}>
              <IconCornerDownRight size={14} stroke={1.5} aria-hidden />
              <span className="sl-trunc">{leadsTo(link)}</span>
            </span>
          </div>
        </div>
      </td>
      <td>
        <Copyable link={link} />
      </td>
      <td>
        <LinkTags ids={link.tags} most={full ? 2 : 1} />
      </td>
      <td>
        <StatusDot status={link.status}>{statusWord(link, zone)}</StatusDot>
      </td>
      <td className={css.right}>
        <b>{whole(link.clicks)}</b>
      </td>
      {full && <td className={`${css.right} ${css.created}`}>{day(link.created_at, zone)}</td>}
      <td className={css.right}>
        <LinkMenu link={link} />
      </td>
    </tr>
  )
}

function Item({ link, zone }: { link: Link; zone: string }) {
  return (
    <li className={css.item}>
      <LetterTile name={nameOf(link)} />
      <div className="sl-grow">
        <Name link={link} />
        <Copyable link={link} />
      </div>
      <div className={css.itemSide}>
        <b>{whole(link.clicks)}</b>
        <StatusDot status={link.status}>{statusWord(link, zone)}</StatusDot>
      </div>
      <LinkMenu link={link} />
    </li>
  )
}

function Head({ full }: { full: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">Link</th>
        <th scope="col">Short link</th>
        <th scope="col">Tags</th>
        <th scope="col">Status</th>
        <th scope="col" className={css.right}>
          Clicks
        </th>
        {full && (
          <th scope="col" className={css.right}>
            Created
          </th>
        )}
        <th scope="col">
          <span className="sl-hidden">Actions</span>
        </th>
      </tr>
    </thead>
  )
}

/** The listed links in the shape that the frame has room for. */
export function LinksTable({ links }: { links: readonly Link[] }) {
  const width = useWidth()
  const zone = useMe().location.timezone
  if (width === 'phone') {
    return (
      <ul aria-label="Links">
        {links.map((link) => (
          <Item key={link.id} link={link} zone={zone} />
        ))}
      </ul>
    )
  }
  const full = width === 'full'
  return (
    <table className={css.table} aria-label="Links" data-full={full || undefined}>
      <Head full={full} />
      <tbody>
        {links.map((link) => (
          <Row key={link.id} link={link} zone={zone} full={full} />
        ))}
      </tbody>
    </table>
  )
}
