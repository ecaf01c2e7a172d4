/** What a link can do, by the dashboard's names; of conditions it says more exactly what the API says loosely. */
import type { components } from '../api-types'

type Schemas = components['schemas']

/** One condition of a rule, by its kind. */
export type Condition =
  | { kind: 'country'; countries: string[]; regions?: string[]; cities?: string[] }
  | { kind: 'device'; devices: string[] }
  | { kind: 'system'; systems: string[] }
  | { kind: 'language'; languages: string[] }
  | {
      kind: 'time'
      zone: string
      first_day?: string
      last_day?: string
      weekdays?: string[]
      from_time?: string
      to_time?: string
    }
  | { kind: 'visitor'; visitor: string }
  | { kind: 'query'; name: string; test: string; values?: string[] }
  | { kind: 'source'; sources: string[] }
  | { kind: 'contact'; tags: string[] }

/** Sends those of whom all conditions hold to a destination of their own. */
export interface Rule {
  when: Condition[]
  destination: string
}

/** One destination of a split; its `id` keeps its visitors when the destination is mended. */
export type Variant = Schemas['SplitVariant']
/** What is set on the destination's address. */
export type Utm = Schemas['Utm']
/** The form that a visitor fills in before the destination. */
export type LeadForm = Schemas['LeadForm']
/** One question of a lead form. */
export type LeadField = Schemas['LeadField']
/** What link previews in chats and feeds show. */
export type Preview = Schemas['Preview']
/** An advertiser's number at a network. */
export type Pixel = Schemas['Pixel']
/** A person or a business, as Add to Contacts takes it. */
export type Vcard = Schemas['Vcard']
/** An article of a marketplace, and the words that visitors search for. */
export type Amazon = Schemas['Amazon']
/** What a link is. */
export type LinkKind = Schemas['Link']['kind']
/** How browsers are sent on. */
export type RedirectStatus = Schemas['Link']['redirect_status']
/** An Amazon site. */
export type Marketplace = Amazon['marketplace']

/** The parts of a link that the API describes less exactly than it reads and writes them. */
export interface Parts {
  rules: Rule[]
  lead_form: LeadForm | null
  preview: Preview | null
  vcard: Vcard | null
  amazon: Amazon | null
}
