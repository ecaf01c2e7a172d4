/** What a link is: the facts beside its clicks. */
import type { ReactNode } from 'react'

import { useCampaigns } from '../campaigns/campaigns'
import { kindName } from '../kinds/kinds'
import { Chip, Chips } from '../look/Chip'
import { CopyIcon } from '../look/CopyButton'
import { dayAndTime } from '../look/dates'
import { whole } from '../look/numbers'
import { Panel } from '../look/Panel'
import { StatusDot } from '../look/StatusDot'
import { useMe } from '../session/me'
import type { Link } from '../session/schemas'
import css from './links.module.css'
import { nameOf } from './links'
import { LinkTags } from './LinkTags'
import { abilities, expiryWord, statusWord } from './status'

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Groups({ link }: { link: Link }) {
  const campaign = (useCampaigns().data ?? []).find(({ id }) => id === link.campaign_id)
  return (
    <>
      {link.tags.length > 0 && (
        <Fact label="Tags">
          <LinkTags ids={link.tags} most={6} />
        </Fact>
      )}
      {campaign && <Fact label="Campaign">{campaign.name}</Fact>}
      {link.crm_tags.length > 0 && (
        <Fact label="Tags in your CRM">
          <Chips>
            {link.crm_tags.map((tag) => (
              <Chip key={tag} hue="indigo">
                {tag}
              </Chip>
            ))}
          </Chips>
        </Fact>
      )}
    </>
  )
}

function Leads({ link }: { link: Link }) {
  if (!link.destination) return kindName(link.kind)
  return (
    <a href={link.destination} target="_blank" rel="noreferrer">
      {link.destination}
    </a>
  )
}

function Abilities({ link }: { link: Link }) {
  const all = abilities(link)
  if (all.length === 0) return null
  return (
    <Fact label="Also">
      <Chips>
        {all.map((words) => (
          <Chip key={words}>{words}</Chip>
        ))}
      </Chips>
    </Fact>
  )
}

/** The card "This link". */
export function LinkPanel({ link }: { link: Link }) {
  const zone = useMe().location.timezone
  return (
    <Panel title="This link">
      <dl className={css.facts}>
        <Fact label="Name">{nameOf(link)}</Fact>
        <Fact label="Status">
          <StatusDot status={link.status}>{statusWord(link, zone)}</StatusDot>
        </Fact>
        <Fact label="Short link">
          <span className="sl-row">
            {`${link.domain}/${link.slug}`}
            <CopyIcon text={link.short_url} label="Copy short link" />
          </span>
        </Fact>
        <Fact label="Goes to">
          <Leads link={link} />
        </Fact>
        <Abilities link={link} />
        <Fact label="Code">{link.slug}</Fact>
        <Fact label="Clicks so far">{whole(link.clicks)}</Fact>
        <Fact label="Created">{dayAndTime(link.created_at, zone)}</Fact>
        <Fact label="Expires">{expiryWord(link.expires_at, zone)}</Fact>
        <Groups link={link} />
      </dl>
    </Panel>
  )
}
