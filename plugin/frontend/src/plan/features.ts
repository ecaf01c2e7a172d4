/** What a plan's features are called, of those that the dashboard has a screen for. */

const WORDS: Record<string, string> = {
  custom_slugs: 'Your own short link endings',
  expiry: 'Links that start and end by themselves',
  campaigns: 'Campaigns',
  tag_on_click: 'Tags in your CRM on every click',
}

const ALWAYS = ['Clicks by country, device, browser, system and source', 'Bots told apart from people']

/** What the account can use today, in words; a feature is named here once there is a way to use it. */
export function included(features: readonly string[]): string[] {
  return [...ALWAYS, ...features.flatMap((code) => WORDS[code] ?? [])]
}
