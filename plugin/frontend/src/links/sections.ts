/** The parts of the editor, and PARTS, the tuple that lists them. */
import {
  IconBolt, IconCalendar, IconForms, IconLink, IconPhoto, IconRoute, IconShieldLock, IconTargetArrow, type Icon,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

import { automationWords } from '../automation/choices'
import { ProtectionFields } from '../gates/ProtectionFields'
import { LeadFormFields } from '../leads/LeadFormFields'
import { counted } from '../look/numbers'
import { networkName } from '../pixels/networks'
import { PixelsFields } from '../pixels/PixelsFields'
import { PreviewFields } from '../preview/PreviewFields'
import { RoutingFields } from '../routing/RoutingFields'
import type { LinkKind } from '../session/link'
import type { Link } from '../session/schemas'
import { CrmFields } from './CrmFields'
import { DestinationFields } from './DestinationFields'
import type { Draft } from './draft'
import { ScheduleFields } from './ScheduleFields'

/** What every part of the editor gets; moments are told in `zone`. */
export interface SectionProps {
  draft: Draft
  edit: (change: Partial<Draft>) => void
  error: unknown
  zone: string
  link?: Link
}

/** A part of the editor: how it is called, which of the API's fields it shows, and what is set in it. */
export interface Part {
  id: string
  label: string
  icon: Icon
  title: string
  sub: string
  stays?: boolean
  /** Kinds of link that have no use for it. */
  notFor?: readonly LinkKind[]
  fields: readonly string[]
  set: (draft: Draft, link?: Link) => string[]
  /** The same in a word, where a list of all would be too long. */
  told?: (draft: Draft) => string
  Fields: ComponentType<SectionProps>
}

function isLocked({ password }: Draft, link?: Link): boolean {
  return password === undefined ? Boolean(link?.has_password) : Boolean(password)
}

/** Every part, in the order in which they stand. */
export const PARTS: readonly Part[] = [
  {
    id: 'destination', label: 'Destination', icon: IconLink, title: 'Destination', sub: 'Where the link goes, and how you recognize it later.', stays: true,
    fields: ['destination', 'slug', 'title', 'tags', 'campaign_id', 'utm', 'forward_params', 'append_click_id', 'redirect_status', 'kind', 'vcard', 'amazon'],
    set: () => [],
    Fields: DestinationFields,
  },
  {
    id: 'crm', label: 'Automation', icon: IconBolt, title: 'In your CRM', sub: 'What happens there when a known contact clicks.', stays: true,
    fields: ['crm_tags', 'automations'],
    set: ({ crmTags, automations }) => [...crmTags, ...automationWords(automations)],
    Fields: CrmFields,
  },
  {
    id: 'routing', label: 'Routing', icon: IconRoute, title: 'Routing rules', sub: 'Send some people elsewhere. Checked in order, the first match wins.', notFor: ['vcard'],
    fields: ['rules', 'keep_order', 'split'],
    set: ({ rules, split }) => [...rules.map(({ key }) => key), ...(split.length > 0 ? ['split'] : [])],
    told: ({ rules, split }) => [...(rules.length > 0 ? [counted(rules.length, 'rule')] : []), ...(split.length > 0 ? [`split ${split.length} ways`] : [])].join(', '),
    Fields: RoutingFields,
  },
  {
    id: 'schedule', label: 'Schedule', icon: IconCalendar, title: 'Schedule', sub: 'When it opens, and when it ends by itself.',
    fields: ['starts_at', 'expires_at', 'expired_destination', 'paused'],
    set: ({ startsAt, expiresAt, paused }) => [...(startsAt ? ['starts'] : []), ...(expiresAt ? ['ends'] : []), ...(paused ? ['paused'] : [])],
    Fields: ScheduleFields,
  },
  {
    id: 'protection', label: 'Protection', icon: IconShieldLock, title: 'Protection', sub: 'Keep it private, or let it end after so many clicks.',
    fields: ['password', 'click_limit'],
    set: (draft, link) => [...(isLocked(draft, link) ? ['password'] : []), ...(draft.clickLimit ? ['click limit'] : [])],
    Fields: ProtectionFields,
  },
  {
    id: 'lead', label: 'Lead form', icon: IconForms, title: 'Lead form', sub: 'A short form before the destination.',
    fields: ['lead_form'],
    set: ({ leadForm }) => (leadForm ? [counted(leadForm.fields.length, 'question')] : []),
    Fields: LeadFormFields,
  },
  {
    id: 'preview', label: 'Preview', icon: IconPhoto, title: 'Preview', sub: 'How the link looks when it is shared.',
    fields: ['preview'],
    set: ({ preview }) => (preview.title || preview.description || preview.image ? ['your own'] : []),
    Fields: PreviewFields,
  },
  {
    id: 'pixels', label: 'Pixels', icon: IconTargetArrow, title: 'Pixels', sub: 'Show ads later to people who clicked.',
    fields: ['pixels', 'pixel_consent'],
    set: ({ pixels }) => pixels.map(({ kind }) => networkName(kind)),
    Fields: PixelsFields,
  },
]

/** What is set in a part, in words; null where nothing is. */
export function toldOf(part: Part, draft: Draft, link?: Link): string | null {
  return (part.told ? part.told(draft) : part.set(draft, link).join(', ')) || null
}
