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

/** Browsers, systems and sources carry their own names. */
export function plainName(value: string | null): string {
  return value ?? 'Unknown'
}

/** The two letters of a numeric country code, as maps carry it: "840" → "US". */
export function lettersOf(numeric: string): string | null {
  const region = new Intl.Locale(`und-${numeric.padStart(3, '0')}`).region
  return region && region.length === 2 ? region : null
}
