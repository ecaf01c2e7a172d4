/** How dark a country is for its clicks. */

/** 1 (quiet) to 5 (busy) on a logarithmic scale, because one country mostly outweighs all others. */
export function shade(clicks: number, busiest: number): number {
  if (clicks >= busiest) return 5
  const weight = Math.log1p(clicks) / Math.log1p(busiest)
  return Math.min(5, Math.max(1, Math.round(weight * 5)))
}
