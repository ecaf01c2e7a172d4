/** Rules and a split while someone edits them: each item with a name of its own. */
import { keyed, unkeyed, type Keyed } from '../look/lists'
import { completed } from '../links/address'
import type { Condition, Rule, Utm, Variant } from '../session/link'

/** A rule being edited. */
export type RuleDraft = Keyed<{ when: Keyed<Condition>[]; destination: string }>
/** A destination of a split being edited; its weight is what was typed. */
export type VariantDraft = Keyed<{ id?: string; destination: string; weight: string }>

const UTM_NAMES = ['source', 'medium', 'campaign', 'term', 'content'] as const

/** A link's rules, ready to edit. */
export function ruleDrafts(rules: readonly Rule[]): RuleDraft[] {
  return rules.map(({ when, destination }) => keyed({ when: when.map((one) => keyed(one)), destination }))
}

/** A link's split, ready to edit. */
export function variantDrafts(split: readonly Variant[]): VariantDraft[] {
  return split.map(({ id, destination, weight }) => keyed({ id, destination, weight: String(weight) }))
}

/** What is sent of the rules. */
export function rulesOf(drafts: readonly RuleDraft[]): Rule[] {
  return drafts.map(({ when, destination }) => ({ when: unkeyed<Condition>(when), destination: completed(destination) }))
}

/** What is sent of a split; a weight that is no number goes as it is read, for the server to refuse at its place. */
export function splitOf(drafts: readonly VariantDraft[]): Variant[] {
  return drafts.map(({ id, destination, weight }) => ({
    id,
    destination: completed(destination),
    weight: weight.trim() === '' ? 0 : Number(weight.replace(',', '.')),
  }))
}

/** What is sent of the UTM fields: those that are filled in, always in the same order. */
export function utmOf(utm: Utm): Utm {
  return Object.fromEntries(UTM_NAMES.flatMap((name) => (utm[name]?.trim() ? [[name, utm[name].trim()]] : [])))
}

/** Each variant's share of the visitors in percent, whole numbers that add up to 100; zeros where nothing has weight. */
export function shares(weights: readonly string[]): number[] {
  const numbers = weights.map((weight) => Math.max(0, Number(weight.replace(',', '.')) || 0))
  const total = numbers.reduce((sum, one) => sum + one, 0)
  if (!total || !Number.isFinite(total)) return numbers.map(() => 0)
  const exact = numbers.map((one) => (one / total) * 100)
  const given = exact.map(Math.floor)
  // The points that rounding down left over go to those that lost most by it.
  const order = exact.map((_, index) => index).toSorted((a, b) => (exact[b] ?? 0) % 1 - (exact[a] ?? 0) % 1)
  const left = 100 - given.reduce((sum, one) => sum + one, 0)
  for (const index of order.slice(0, left)) given[index] = (given[index] ?? 0) + 1
  return given
}

/** The address that visitors end on, as the click makes it: the link's fields win, all else stays as it was typed. */
export function tagged(destination: string, utm: Utm): string {
  const address = completed(destination)
  const unset = new Map(Object.entries(utmOf(utm)).map(([name, value]) => [`utm_${name}`, `utm_${name}=${encodeURIComponent(value)}`]))
  if (!address || unset.size === 0) return address
  const names = new Set(unset.keys())
  const [before = '', ...fragment] = address.split('#')
  const [path = '', ...asked] = before.split('?')
  const pairs = asked.length > 0 ? asked.join('?').split('&') : []
  const kept = pairs.flatMap((pair) => {
    const name = pair.split('=')[0] ?? ''
    if (!names.has(name)) return [pair]
    const put = unset.get(name)
    unset.delete(name)
    return put ? [put] : []
  })
  return `${path}?${[...kept.filter(Boolean), ...unset.values()].join('&')}${fragment.length > 0 ? `#${fragment.join('#')}` : ''}`
}
