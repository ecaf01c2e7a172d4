/** Where the hairlines and the dates of a chart go. */

const STEPS = [1, 2, 2.5, 5, 10]
const LINES = 4

/** The values of the hairlines: 0 and four even, round steps that reach over `max`. */
export function ticks(max: number): number[] {
  const rough = Math.max(max, LINES) / LINES
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (STEPS.find((s) => s * power >= rough && Number.isInteger(s * power)) ?? 10) * power
  return Array.from({ length: LINES + 1 }, (_, line) => line * step)
}

/** Which of `count` buckets carry a date: evenly spread, first and last among them, at most `most`. */
export function datedBuckets(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index)
  const gaps = most - 1
  return Array.from({ length: most }, (_, index) => Math.round((index * (count - 1)) / gaps))
}
