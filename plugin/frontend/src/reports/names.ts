/** What the values of a breakdown are called on screen. */

const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })
const DEVICES: Record<string, string> = { mobile: 'Phone', desktop: 'Desktop', tablet: 'Tablet', other: 'Other' }

/** "US" → "United States"; null is unknown. */
export function countryName(code: string | null): string {
  if (!code) return 'Unknown'
  return /^[A-Z]{2}$/u.test(code) ? (REGIONS.of(code) ?? code) : code
}

/** "mobile" → "Phone". */
export function deviceName(kind: string | null): string {
  return kind ? (DEVICES[kind] ?? kind) : 'Unknown'
}

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

/** "pt-BR" → "Brazilian Portuguese"; what is no tag of a language stays as it came. */
export function languageName(tag: string | null): string {
  if (!tag) return 'Unknown'
  try {
    return LANGUAGES.of(tag) ?? tag
  } catch {
    return tag
  }
}

const BOTS: Record<string, string> = {
  crawler: 'Search engines and crawlers',
  preview: 'Link previews in chats and feeds',
  prefetch: 'Browsers that load ahead',
  head: 'Checks that never open the page',
  script: 'Scripts and programs',
  scanner: 'Mail and security scanners',
  empty: 'Nobody who says what they are',
}

/** Why a hit is taken for a machine's, in words. */
export function botName(reason: string | null): string {
  return reason ? (BOTS[reason] ?? reason) : 'Unknown'
}

/** Browsers, systems and sources carry their own names. */
export function plainName(value: string | null): string {
  return value ?? 'Unknown'
}

/** The two letters of a numeric country code, as maps carry it: "840" → "US". */
export function lettersOf(numeric: string): string | null {
  const region = new Intl.Locale(`und-${numeric.padStart(3, '0')}`).region
  return region && region.length === 2 ? region : null
}
