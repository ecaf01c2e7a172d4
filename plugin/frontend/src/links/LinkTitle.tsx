/** The top of a link's own screens: its name, status, short link and where it leads. */
import { Button } from '@mantine/core'
import { IconChartBar, IconCornerDownRight, IconPencil } from '@tabler/icons-react'
import { useLocation } from 'wouter'

import { leadsTo } from '../kinds/kinds'
import { Chip, Chips } from '../look/Chip'
import { CopyIcon } from '../look/CopyButton'
import { LetterTile } from '../look/LetterTile'
import { StatusDot } from '../look/StatusDot'
import { useMe } from '../session/me'
import type { Link } from '../session/schemas'
import { LinkMenu } from './LinkMenu'
import css from './links.module.css'
import { nameOf } from './links'
import { gateWords, statusWord } from './status'

function Other({ link, here }: { link: Link; here: 'report' | 'edit' }) {
  const [, go] = useLocation()
  return here === 'edit' ? (
    <Button variant="default" leftSection={<IconChartBar size={16} stroke={1.75} />} onClick={() => go(`/links/${link.id}`)}>
      See clicks
    </Button>
  ) : (
    <Button variant="default" leftSection={<IconPencil size={16} stroke={1.75} />} onClick={() => go(`/links/${link.id}/edit`)}>
      Edit
    </Button>
  )
}

/** The heading of the report (`here="report"`) or of the editor (`here="edit"`). */
export function LinkTitle({ link, here }: { link: Link; here: 'report' | 'edit' }) {
  const [, go] = useLocation()
  const zone = useMe().location.timezone
  return (
    <header className={css.title}>
      <LetterTile name={nameOf(link)} large />
      <div className={css.titleText}>
        <div className={css.titleName}>
          <h1 className="sl-h1">{nameOf(link)}</h1>
          <StatusDot badge status={link.status}>
            {statusWord(link, zone)}
          </StatusDot>
          <Chips>
            {gateWords(link).map((words) => (
              <Chip key={words} hue={words === 'Full' ? 'rose' : 'slate'}>
                {words}
              </Chip>
            ))}
          </Chips>
        </div>
        <div className={css.titleLine}>
          <a href={link.short_url} target="_blank" rel="noreferrer">
            {link.domain}/{link.slug}
          </a>
          <CopyIcon text={link.short_url} label={`Copy ${link.domain}/${link.slug}`} />
          <IconCornerDownRight size={14} stroke={1.5} aria-hidden />
          <span className="sl-trunc">{leadsTo(link)}</span>
        </div>
      </div>
      <Other link={link} here={here} />
      <LinkMenu link={link} here={here} onDeleted={() => go('/links')} />
    </header>
  )
}
