/** What a plan's features are called, of those that the dashboard has a screen for. */

const WORDS: Record<string, string> = {
  custom_slugs: 'Your own short link endings',
  utm: 'UTM tags on every destination',
  expiry: 'Links that start and end by themselves',
  campaigns: 'Campaigns',
  csv: 'Clicks and reports as files for a spreadsheet',
  tag_on_click: 'Tags in your CRM on every click',
  passwords: 'Links with a password',
  country_rules: 'Rules by country',
  device_rules: 'Rules by device and system',
  split: 'A/B splits',
}

const ALWAYS = ['Clicks by country, device, browser, system and source', 'Bots told apart from people']

/** What the account can use today, in words; a feature is named here once there is a way to use it. */
export function included(features: readonly string[]): string[] {
  return [...ALWAYS, ...features.flatMap((code) => WORDS[code] ?? [])]
}
