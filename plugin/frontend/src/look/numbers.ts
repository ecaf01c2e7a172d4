/** Numbers as people read them. */

const WHOLE = new Intl.NumberFormat('en-US')
const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

/** 31204 → "31,204". */
export function whole(count: number): string {
  return WHOLE.format(count)
}

/** 1500 → "1.5k", for axes. */
export function short(count: number): string {
  return SHORT.format(count).replace('K', 'k')
}

/** (1, "click") → "1 click"; (2, "click") → "2 clicks". */
export function counted(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** The share of `part` in `total` as "57.5%"; "0%" of nothing. */
export function share(part: number, total: number): string {
  if (total <= 0 || part <= 0) return '0%'
  const percent = (part / total) * 100
  return percent > 0 && percent < 0.1 ? '<0.1%' : `${percent.toFixed(percent < 99.95 ? 1 : 0)}%`
}

/** By how much `now` differs from `was`, in percent; null where there was nothing to compare with. */
export function change(now: number, was: number | null | undefined): number | null {
  return was ? ((now - was) / was) * 100 : null
}
