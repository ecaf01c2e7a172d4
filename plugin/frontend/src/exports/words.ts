/** What can be exported, and how an export is doing, in words. */
import { dayAndTime } from '../look/dates'
import { counted, whole } from '../look/numbers'
import type { Export } from '../session/schemas'

/** Every click as a row of its own. */
export const CLICKS = 'clicks'

/** What the dialog offers: clicks, or the answer to a question. */
export const CHOICES = [
  { value: CLICKS, label: 'Clicks, a row each' },
  { value: 'cards', label: 'The numbers' },
  { value: 'clicks_over_time', label: 'Clicks over time' },
  { value: 'busiest_hours', label: 'Busiest hours' },
  { value: 'links', label: 'Top links' },
  { value: 'countries', label: 'Countries' },
  { value: 'regions', label: 'Regions' },
  { value: 'cities', label: 'Cities' },
  { value: 'devices', label: 'Devices' },
  { value: 'systems', label: 'Operating systems' },
  { value: 'system_versions', label: 'System versions' },
  { value: 'browsers', label: 'Browsers' },
  { value: 'browser_versions', label: 'Browser versions' },
  { value: 'languages', label: 'Languages' },
  { value: 'sources', label: 'Sources' },
  { value: 'referrers', label: 'Sites' },
  { value: 'utm_sources', label: 'UTM sources' },
  { value: 'utm_mediums', label: 'UTM mediums' },
  { value: 'utm_campaigns', label: 'UTM campaigns' },
  { value: 'utm_terms', label: 'UTM terms' },
  { value: 'utm_contents', label: 'UTM contents' },
  { value: 'destinations', label: 'Destinations' },
  { value: 'split', label: 'A/B split' },
  { value: 'bots', label: 'Bots' },
  { value: 'funnel', label: 'From sent to converted' },
  { value: 'engagement', label: 'Known contacts' },
]

const STEPS = ['B', 'kB', 'MB', 'GB'] as const

/** 1234567 → "1.2 MB". */
export function size(bytes: number): string {
  const step = Math.min(STEPS.length - 1, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0)
  return `${(bytes / 1_000 ** step).toFixed(step === 0 ? 0 : 1)} ${STEPS[step]}`
}

/** How far an export is: from 0 to 100; null where nobody can tell yet. */
export function progress({ done, total }: Pick<Export, 'done' | 'total'>): number | null {
  return total ? Math.min(100, Math.floor((done / total) * 100)) : null
}

/** "12,345 rows, 1.2 MB, kept until Nov 21, 4 pm", or how far it is, or why there is none. */
export function told(one: Export, zone: string): string {
  if (one.state === 'done') return `${counted(one.rows, 'row')}, ${size(one.size)}, kept until ${dayAndTime(one.expires_at, zone)}`
  if (one.state === 'failed') return one.reason ?? 'This export could not be made.'
  if (one.state === 'waiting') return 'Begins in a moment.'
  return one.total === null ? 'Counting.' : `${whole(one.done)} of ${counted(one.total, 'click')}`
}
