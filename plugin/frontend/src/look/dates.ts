/** Dates and times as people read them, in the account's own time zone. */

function partsOf(moment: Date, zone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    second: '2-digit',
  })
  return Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]))
}

/** An instant as the value of a `datetime-local` field: "2026-08-31T23:59" in `zone`. */
export function toField(iso: string | null | undefined, zone: string): string {
  if (!iso) return ''
  const p = partsOf(new Date(iso), zone)
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`
}

function offsetAt(instant: number, zone: string): number {
  const p = partsOf(new Date(instant), zone)
  const wall = Date.UTC(Number(p.year), Number(p.month) - 1, Number(p.day), Number(p.hour), Number(p.minute), Number(p.second))
  return wall - Math.floor(instant / 1000) * 1000
}

/** The instant (ISO, UTC) of a `datetime-local` value read in `zone`; null for one that is not filled in. */
export function fromField(value: string, zone: string): string | null {
  const minute = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/u.exec(value)?.[0]
  if (!minute) return null
  const wall = Date.parse(`${minute}:00Z`)
  // Asked twice, because the offset at the wall time read as UTC may lie across a clock change.
  const guess = wall - offsetAt(wall, zone)
  return new Date(wall - offsetAt(guess, zone)).toISOString()
}

/** "Jul 8", or "Jul 8, 2025" for another year. */
export function day(iso: string, zone: string, now = new Date()): string {
  const moment = new Date(iso)
  const sameYear = partsOf(moment, zone).year === partsOf(now, zone).year
  const year = sameYear ? {} : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, month: 'short', day: 'numeric', ...year }).format(moment)
}

/** "Jul 8, 6 pm" or "Jul 8, 6:30 pm". */
export function dayAndTime(iso: string, zone: string, now = new Date()): string {
  const time = new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(new Date(iso))
  return `${day(iso, zone, now)}, ${time.replace(':00', '').replace(/\s/u, ' ').toLowerCase()}`
}

/** "4 seconds ago", "2 minutes ago", "3 hours ago"; a date beyond a day. */
export function ago(iso: string, zone: string, now = new Date()): string {
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(iso).getTime()) / 1000))
  if (seconds < 60) return seconds === 1 ? '1 second ago' : `${seconds} seconds ago`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return hours === 1 ? '1 hour ago' : `${hours} hours ago`
  return day(iso, zone, now)
}

/** A morning, afternoon or evening, for the greeting. */
export function partOfDay(hour: number): 'morning' | 'afternoon' | 'evening' {
  if (hour < 12) return 'morning'
  return hour < 18 ? 'afternoon' : 'evening'
}
