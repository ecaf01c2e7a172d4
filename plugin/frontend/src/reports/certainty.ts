/** What may be said of a split: rates with their likely ranges, and the verdict in words. */
import type { Report } from '../session/schemas'

type Split = NonNullable<Report['split']>
/** One variant as the API counts it. */
export type Variant = Split['variants'][number]

const Z = 1.96
const SURE = 0.95
const LIKELY = 0.9

/** The range that a rate lies in with 95% certainty: Wilson's score interval; null without visitors. */
export function likely(conversions: number, visitors: number): [number, number] | null {
  if (visitors <= 0) return null
  const rate = conversions / visitors
  const square = (Z * Z) / visitors
  const middle = (rate + square / 2) / (1 + square)
  const half = (Z / (1 + square)) * Math.sqrt((rate * (1 - rate)) / visitors + square / (4 * visitors))
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}

/** 0.054 → "5.4%". */
export function percent(rate: number | null): string {
  return rate === null ? '–' : `${(rate * 100).toFixed(1)}%`
}

/** "B is winning": a title, the sentence after it, and whether it is settled; `name` says how a variant is called. */
export function verdict({ variants, verdict: told }: Split, name: (variant: string) => string) {
  const best = variants.find(({ variant }) => variant === told.best)
  if (!best || told.certainty === null) {
    return { title: 'Too early to tell.', words: 'Too few conversions so far to compare the variants.', settled: false }
  }
  const sure = `We are ${Math.floor(told.certainty * 100)}% sure`
  const next = best.rate === null || told.difference === null ? null : best.rate - told.difference
  const lead = `${percent(best.rate)} of its visitors convert, against ${percent(next)} of the next best’s.`
  if (told.certainty >= SURE) return { title: `${name(best.variant)} is winning.`, words: `${sure}: ${lead}`, settled: true }
  if (told.certainty >= LIKELY) return { title: `${name(best.variant)} is ahead.`, words: `${sure}: ${lead} More visitors should settle it.`, settled: false }
  return { title: 'Too early to tell.', words: `${name(best.variant)} is ahead, but that may be chance. ${lead}`, settled: false }
}
