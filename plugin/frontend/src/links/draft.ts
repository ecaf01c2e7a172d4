/** What the editor holds while someone edits, and what of it is sent. */
import { fromField, toField } from '../look/dates'
import type { Link, LinkWriting } from '../session/schemas'
import { completed } from './address'

/** The editor's fields; moments are `datetime-local` values in the account's time zone. */
export interface Draft {
  destination: string
  title: string
  slug: string
  tags: string[]
  crmTags: string[]
  campaign: string | null
  startsAt: string
  expiresAt: string
  paused: boolean
}

const BLANK: Draft = {
  destination: '', title: '', slug: '', tags: [], crmTags: [], campaign: null, startsAt: '', expiresAt: '', paused: false,
}

/** The draft an editor begins with: a link's own values, or blank ones. */
export function draftOf(link: Link | undefined, zone: string): Draft {
  if (!link) return BLANK
  return {
    destination: link.destination,
    title: link.title,
    slug: link.slug,
    tags: link.tags,
    crmTags: link.crm_tags,
    campaign: link.campaign_id,
    startsAt: toField(link.starts_at, zone),
    expiresAt: toField(link.expires_at, zone),
    paused: link.paused,
  }
}

function writingOf(draft: Draft, zone: string): Required<LinkWriting> {
  return {
    destination: completed(draft.destination),
    slug: draft.slug.trim(),
    title: draft.title.trim(),
    paused: draft.paused,
    starts_at: fromField(draft.startsAt, zone),
    expires_at: fromField(draft.expiresAt, zone),
    tags: draft.tags,
    crm_tags: draft.crmTags,
    campaign_id: draft.campaign,
  }
}

/** The body that makes a link; a blank slug is left out, so that one is minted. */
export function creation(draft: Draft, zone: string): LinkWriting {
  const { slug, ...rest } = writingOf(draft, zone)
  return slug ? { ...rest, slug } : rest
}

/** Only what differs from `link`, so that nobody else's edit is overwritten. */
export function changes(draft: Draft, link: Link, zone: string): LinkWriting {
  const now = writingOf(draft, zone)
  const before = writingOf(draftOf(link, zone), zone)
  const changed = Object.entries(now).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof LinkWriting]),
  )
  return Object.fromEntries(changed) as LinkWriting
}
