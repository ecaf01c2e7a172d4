/** The API's shapes, by the dashboard's names for them. */
import type { components } from '../api-types'
import type { Parts } from './link'

type Schemas = components['schemas']

/** Who is signed in, where, and what their plan allows. */
export type Me = Schemas['Me']
/** What the exchange of the CRM's blob gives. */
export type Session = Schemas['Session']
/** An admin on their company's own page. */
export type CompanyAdmin = Schemas['CompanyAdmin']
/** Who has opened us, and whether they came into this account from their company's list. */
export interface Opened {
  me: Me | null
  admin: CompanyAdmin | null
  entered: boolean
}
/** One account of a company. */
export type Account = Schemas['Account']
/** What all of a company's accounts were clicked. */
export type AccountsReport = Schemas['AccountsReport']
/** What a disconnect would do. */
export type Consequences = Schemas['Consequences']
/** What a disconnect did. */
export type Disconnected = Schemas['Disconnected']
/** What became of the CRM's trigger links. */
export type ImportReport = Schemas['ImportReport']
/** A short link. */
export type Link = Omit<Schemas['Link'], keyof Parts> & Parts
/** A visitor who filled in a link's form. */
export type Lead = Schemas['Lead']
/** A colored word that links carry. */
export type Tag = Schemas['Tag']
/** A group of links with CRM tags of its own. */
export type Campaign = Schemas['Campaign']
/** One attempt to do something in the CRM. */
export type Run = Schemas['Run']
/** What the account lets clicks do in the CRM. */
export type Switches = Schemas['Switches']
/** What one link has otherwise. */
export type Automations = Schemas['Automations']
/** A workflow of the CRM. */
export type Workflow = Schemas['Workflow']
/** How the account shows itself to visitors. */
export type Brand = Schemas['Brand']
/** What the account may do, and what it uses. */
export type Plan = Schemas['Plan']
/** A plan as it is offered. */
export type PlanOnOffer = Schemas['PlanOnOffer']
/** The plans there are, and where to change. */
export type PlanChoices = Schemas['PlanChoices']
/** What only some plans have. */
export type Feature = Plan['features'][number]
/** The answers to the questions asked of clicks. */
export type Report = Schemas['Report']
/** One value's share of the clicks; null is unknown. */
export type Share = NonNullable<Report['countries']>[number]
/** One click in words; null is unknown. */
export type Told = Schemas['Told']
/** What came since the cursor of the last answer. */
export type Live = Schemas['Live']
/** A file of clicks or of a report: asked for, being made, or kept for a day. */
export type Export = Schemas['Export']
/** Whether the account has a secret to sign conversions with. */
export type SecretShown = Schemas['SecretShown']
/** A new secret, shown this once. */
export type SecretMade = Schemas['SecretMade']
/** What staff may write of a link; `slug` counts on creation only, null removes the password. */
export type LinkWriting = Omit<Schemas['LinkPatch'], keyof Parts> & Partial<Parts>
/** What staff write of a tag. */
export type TagWriting = Schemas['TagInput']
/** What staff write of a campaign. */
export type CampaignWriting = Schemas['CampaignInput']
/** A made-up visitor for the simulator. */
export type Asked = Schemas['ExplainInput']
/** Where the simulator's visitor would go, and why. */
export type Explanation = Schemas['Explanation']
/** A page of a list. */
export interface Page<T> {
  items: T[]
  next: string | null
}
