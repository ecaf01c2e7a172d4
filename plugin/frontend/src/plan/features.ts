/** What a plan's numbers and features are called, of those that the dashboard has a screen for. */
import { whole } from '../look/numbers'
import type { PlanOnOffer } from '../session/schemas'

const WORDS: Record<string, string> = {
  custom_slugs: 'Your own short link endings',
  utm: 'UTM tags on every destination',
  expiry: 'Links that start and end by themselves',
  campaigns: 'Campaigns',
  csv: 'Clicks and reports as files for a spreadsheet',
  tag_on_click: 'Tags in your CRM on every click',
  contact_sync: 'Clicks in your CRM’s contact fields',
  passwords: 'Links with a password',
  country_rules: 'Rules by country',
  device_rules: 'Rules by device and system',
  split: 'A/B splits',
}

/** One line of a plan's card. */
export interface Line {
  words: string
  has: boolean
}

function numbers({ limits }: PlanOnOffer): string[] {
  const links = limits.active_links === null ? 'As many links as you like' : `${whole(limits.active_links)} active links`
  return [links, `Clicks kept for ${whole(limits.history_days)} days`]
}

/** What `plan` holds, then all that any of `plans` can do, said of this one; what a plan has comes first. */
export function linesOf(plan: PlanOnOffer, plans: readonly PlanOnOffer[]): Line[] {
  const known = Object.keys(WORDS).filter((code) => plans.some(({ features }) => (features as string[]).includes(code)))
  const lines = known.map((code) => ({ words: WORDS[code] ?? code, has: (plan.features as string[]).includes(code) }))
  return [...numbers(plan).map((words) => ({ words, has: true })), ...lines.filter(({ has }) => has), ...lines.filter(({ has }) => !has)]
}
