/** The networks whose pixels a link may load. */
import type { Pixel } from '../session/link'

/** Every network, with an id as it writes them. */
export const NETWORKS: { value: Pixel['kind']; label: string; example: string }[] = [
  { value: 'meta', label: 'Meta', example: '123456789012345' },
  { value: 'google', label: 'Google', example: 'G-AB12CD34EF' },
  { value: 'tiktok', label: 'TikTok', example: 'C4ABCDEFGH1234567890' },
  { value: 'linkedin', label: 'LinkedIn', example: '1234567' },
  { value: 'pinterest', label: 'Pinterest', example: '2612345678901' },
  { value: 'x', label: 'X', example: 'o1abc' },
]

/** "TikTok". */
export function networkName(kind: Pixel['kind']): string {
  return NETWORKS.find(({ value }) => value === kind)?.label ?? kind
}
