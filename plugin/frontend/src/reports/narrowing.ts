/** To which values a report is narrowed: "iPhone visitors from France", as a value. */
import { countryName, deviceName, languageName, plainName } from './names'

/** What clicks can be narrowed by, with its name and how its values are said. */
export const DIMENSIONS = {
  country: { label: 'Country', said: countryName },
  region: { label: 'Region', said: plainName },
  city: { label: 'City', said: plainName },
  device: { label: 'Device', said: deviceName },
  system: { label: 'OS', said: plainName },
  system_version: { label: 'OS version', said: plainName },
  browser: { label: 'Browser', said: plainName },
  browser_version: { label: 'Browser version', said: plainName },
  language: { label: 'Language', said: languageName },
  source: { label: 'Source', said: plainName },
  referrer_host: { label: 'Site', said: plainName },
  utm_source: { label: 'UTM source', said: plainName },
  utm_medium: { label: 'UTM medium', said: plainName },
  utm_campaign: { label: 'UTM campaign', said: plainName },
  utm_term: { label: 'UTM term', said: plainName },
  utm_content: { label: 'UTM content', said: plainName },
  destination: { label: 'Destination', said: plainName },
  // The API counts them from 0, people from 1.
  rule: { label: 'Rule', said: (value: string | null) => (value === null ? 'None' : String(Number(value) + 1)) },
  variant: { label: 'Variant', said: (value: string | null) => value ?? 'None' },
  qr: { label: 'QR code', said: (value: string | null) => (value === 'yes' ? 'Scanned' : 'Not scanned') },
} as const

/** The name of one of them, as the API has it. */
export type Dimension = keyof typeof DIMENSIONS
/** One value of each of some dimensions; null is what is not known. */
export type Values = Partial<Record<Dimension, string | null>>
/** All the values that clicks may have, by dimension. */
export type Narrowing = Partial<Record<Dimension, readonly (string | null)[]>>

/** A value of a dimension that a report is narrowed to. */
export interface Chosen {
  dimension: Dimension
  value: string | null
  words: string
}

function entries(values: Values): [Dimension, string | null][] {
  return Object.entries(values) as [Dimension, string | null][]
}

/** Whether a report is narrowed to just these values already. */
export function isIn(only: Narrowing, values: Values): boolean {
  return entries(values).every(([dimension, value]) => only[dimension]?.includes(value))
}

/** The narrowing with these values among it. */
export function narrowed(only: Narrowing, values: Values): Narrowing {
  const now = { ...only }
  for (const [dimension, value] of entries(values)) now[dimension] = [...new Set([...(now[dimension] ?? []), value])]
  return now
}

/** The narrowing without these values. */
export function widened(only: Narrowing, values: Values): Narrowing {
  const kept = { ...only }
  for (const [dimension, value] of entries(values)) {
    const left = (kept[dimension] ?? []).filter((one) => one !== value)
    if (left.length > 0) kept[dimension] = left
    else delete kept[dimension]
  }
  return kept
}

/** Each value that a report is narrowed to, in words. */
export function chosen(only: Narrowing): Chosen[] {
  return (Object.keys(DIMENSIONS) as Dimension[]).flatMap((dimension) =>
    (only[dimension] ?? []).map((value) => {
      const { label, said } = DIMENSIONS[dimension]
      return { dimension, value, words: `${label}: ${said(value)}` }
    }),
  )
}

/** As the API is asked: a blank stands for what is not known. */
export function narrowingQuery(only: Narrowing): Record<string, string[]> {
  return Object.fromEntries(Object.entries(only).map(([dimension, values]) => [dimension, values.map((value) => value ?? '')]))
}
