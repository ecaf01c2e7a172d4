/** What the editor holds while someone edits, and what of it is sent. */
import { automationsOf } from '../automation/choices'
import { amazonDraft, amazonOf, cardDraft, cardOf, type AmazonDraft, type CardDraft } from '../kinds/drafts'
import { formDraft, formOf, type LeadFormDraft } from '../leads/drafts'
import { fromField, toField } from '../look/dates'
import { keyed, unkeyed, type Keyed } from '../look/lists'
import { previewDraft, previewOf, type PreviewDraft } from '../preview/drafts'
import { ruleDrafts, rulesOf, splitOf, utmOf, variantDrafts, type RuleDraft, type VariantDraft } from '../routing/drafts'
import type { LinkKind, Pixel, RedirectStatus, Utm } from '../session/link'
import type { Automations, Link, LinkWriting } from '../session/schemas'
import { completed } from './address'

/** The editor's fields; moments are `datetime-local` values in the account's time zone, numbers what was typed. */
export interface Draft {
  kind: LinkKind
  destination: string
  card: CardDraft
  amazon: AmazonDraft
  title: string
  slug: string
  tags: string[]
  crmTags: string[]
  automations: Automations
  campaign: string | null
  startsAt: string
  expiresAt: string
  expiredDestination: string
  paused: boolean
  rules: RuleDraft[]
  keepOrder: boolean
  split: VariantDraft[]
  utm: Utm
  forward: boolean
  appendClickId: boolean
  status: RedirectStatus
  clickLimit: string
  /** As it was: undefined. Taken off: null. */
  password: string | null | undefined
  leadForm: LeadFormDraft | null
  preview: PreviewDraft
  pixels: Keyed<Pixel>[]
  pixelConsent: boolean
}

/** The draft an editor begins with: a link's own values, or blank ones. */
export function draftOf(link: Link | undefined, zone: string): Draft {
  return { ...plainParts(link, zone), ...abilities(link) }
}

function plainParts(link: Link | undefined, zone: string) {
  return {
    kind: link?.kind ?? ('redirect' as const),
    destination: link?.destination ?? '',
    title: link?.title ?? '',
    slug: link?.slug ?? '',
    tags: link?.tags ?? [],
    crmTags: link?.crm_tags ?? [],
    automations: link?.automations ?? {},
    campaign: link?.campaign_id ?? null,
    startsAt: toField(link?.starts_at, zone),
    expiresAt: toField(link?.expires_at, zone),
    expiredDestination: link?.expired_destination ?? '',
    paused: link?.paused ?? false,
  }
}

function abilities(link: Link | undefined) {
  return {
    card: cardDraft(link?.vcard),
    amazon: amazonDraft(link?.amazon),
    rules: ruleDrafts(link?.rules ?? []),
    keepOrder: link?.keep_order ?? false,
    split: variantDrafts(link?.split ?? []),
    utm: link?.utm ?? {},
    forward: link?.forward_params ?? false,
    appendClickId: link?.append_click_id ?? false,
    status: link?.redirect_status ?? (302 as const),
    clickLimit: link?.click_limit ? String(link.click_limit) : '',
    password: undefined,
    leadForm: formDraft(link?.lead_form),
    preview: previewDraft(link?.preview),
    pixels: (link?.pixels ?? []).map((pixel) => keyed(pixel)),
    pixelConsent: link?.pixel_consent ?? false,
  }
}

function limitOf(typed: string): number | null {
  // What is no number is sent as 0, for the server to refuse at its field.
  return typed.trim() ? Number(typed.replaceAll(/[\s,.](?=\d{3}(?!\d))/gu, '')) || 0 : null
}

// A contact card is sent nowhere.
function routedOf(draft: Draft): LinkWriting {
  if (draft.kind === 'vcard') return {}
  return {
    rules: rulesOf(draft.rules),
    keep_order: draft.keepOrder,
    split: splitOf(draft.split),
    utm: utmOf(draft.utm),
    forward_params: draft.forward,
    append_click_id: draft.appendClickId,
    redirect_status: draft.status,
  }
}

function shownFirst(draft: Draft): LinkWriting {
  return {
    click_limit: limitOf(draft.clickLimit),
    password: draft.password,
    lead_form: formOf(draft.leadForm),
    preview: previewOf(draft.preview),
    pixels: unkeyed<Pixel>(draft.pixels).map(({ kind, id }) => ({ kind, id: id.trim() })),
    pixel_consent: draft.pixelConsent,
  }
}

// What a link of this kind is made of; the other kinds' fields are left out, however full they are.
function madeOf(draft: Draft): LinkWriting {
  if (draft.kind === 'vcard') return { vcard: cardOf(draft.card) }
  if (draft.kind === 'amazon') return { amazon: amazonOf(draft.amazon) }
  return { destination: completed(draft.destination) }
}

function writingOf(draft: Draft, zone: string): LinkWriting {
  return {
    ...madeOf(draft),
    slug: draft.slug.trim(),
    title: draft.title.trim(),
    paused: draft.paused,
    starts_at: fromField(draft.startsAt, zone),
    expires_at: fromField(draft.expiresAt, zone),
    expired_destination: completed(draft.expiredDestination) || null,
    tags: draft.tags,
    crm_tags: draft.crmTags,
    automations: automationsOf(draft.automations),
    campaign_id: draft.campaign,
    ...routedOf(draft),
    ...shownFirst(draft),
  }
}

function difference(now: LinkWriting, before: LinkWriting): LinkWriting {
  const changed = Object.entries(now).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof LinkWriting]),
  )
  return Object.fromEntries(changed) as LinkWriting
}

/** The body that makes a link: what it is made of, and whatever is not blank; without a slug, one is minted. */
export function creation(draft: Draft, zone: string): LinkWriting {
  const told = difference(writingOf(draft, zone), writingOf(draftOf(undefined, zone), zone))
  return { ...told, ...madeOf(draft), ...(draft.kind === 'redirect' ? {} : { kind: draft.kind }) }
}

/** Only what differs from `link`, so that nobody else's edit is overwritten. */
export function changes(draft: Draft, link: Link, zone: string): LinkWriting {
  return difference(writingOf(draft, zone), writingOf(draftOf(link, zone), zone))
}

/** Whether there is enough to make a link of. */
export function isBegun({ kind, destination, card, amazon }: Draft): boolean {
  if (kind === 'vcard') return [card.first_name, card.last_name, card.company].some((name) => name.trim())
  return kind === 'amazon' ? amazon.asin.trim() !== '' : destination.trim() !== ''
}
