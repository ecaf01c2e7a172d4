import { expect, test } from 'vitest'

import type { Report, Told } from '../session/schemas'
import { datedBuckets, ticks } from './axis'
import { folded } from './folded'
import { countryName, deviceName, lettersOf, plainName } from './names'
import { everythingSeen } from './seen'
import { busiest, headline } from './sentence'
import { shade } from './shade'
import { fed } from './live'
import { chosen, isIn, narrowed, narrowingQuery, widened } from './narrowing'
import { BEGUN } from './period'
import { queryOf } from './terms'
import { daysOf, fitting, intervalsFor, periodBefore, pointLabel, pointName, span, zoneName } from './window'

function reportOf(clicks: number, was: number | null): Report {
  const cards = { clicks, unique: clicks, bots: 0, was: was === null ? null : { clicks: was, unique: was, bots: 0 } }
  return { cards } as Report
}

test('hairlines are round, whole and reach over the highest number', () => {
  expect(ticks(1900)).toEqual([0, 500, 1000, 1500, 2000])
  expect(ticks(0)).toEqual([0, 1, 2, 3, 4])
  expect(ticks(9)).toEqual([0, 5, 10, 15, 20])
  expect(ticks(90)).toEqual([0, 25, 50, 75, 100])
})

test('dates stand at both ends and evenly between', () => {
  expect(datedBuckets(30, 7)).toEqual([0, 5, 10, 15, 19, 24, 29])
  expect(datedBuckets(2, 7)).toEqual([0, 1])
  expect(datedBuckets(0, 7)).toEqual([])
})

test('a point is named by the clocks of the report’s zone, wherever the browser is', () => {
  expect(pointLabel('2026-06-28T22:00:00+00:00', 'Europe/Berlin', 'day')).toBe('Jun 29')
  expect(pointName('2026-06-29T05:00:00Z', 'America/Chicago', 'day')).toBe('Mon, Jun 29')
  expect(pointName('2026-06-28T18:30:00Z', 'Asia/Kolkata', 'hour')).toBe('Mon, Jun 29, 12 am')
  expect(pointLabel('2026-05-31T22:00:00Z', 'Europe/Berlin', 'month')).toBe('Jun')
  expect(pointName('2026-06-29T00:00:00Z', 'UTC', 'week')).toBe('Week from Jun 29')
})

test('a span names its first and last day', () => {
  expect(span('2026-06-09T00:00:00Z', '2026-07-09T00:00:00Z', 'UTC')).toBe('Jun 9 – Jul 8')
  expect(span('2026-06-09T00:00:00Z', '2026-06-09T14:00:00Z', 'UTC')).toBe('Jun 9')
})

test('intervals suit their window', () => {
  expect([intervalsFor(1), intervalsFor(7), intervalsFor(30), intervalsFor(90)]).toEqual([
    ['hour'], ['hour', 'day'], ['day', 'week'], ['day', 'week', 'month'],
  ])
  expect([fitting('hour', 30), fitting('week', 7), fitting('day', 1)]).toEqual(['day', 'day', 'hour'])
  expect(daysOf('custom', { from: '2026-03-01', to: '2026-03-31' })).toBe(31)
})

test('a zone is named for people', () => {
  expect([zoneName('America/New_York'), zoneName('UTC')]).toEqual(['New York time', 'UTC'])
})

test('all time has no period before', () => {
  expect([periodBefore('7d'), periodBefore('all')]).toEqual(['the 7 days before', null])
})

test('the headline says which way clicks went', () => {
  expect(headline(reportOf(118, 100), '30d')).toBe('Clicks are up 18% on the 30 days before.')
  expect(headline(reportOf(82, 100), '7d')).toBe('Clicks are down 18% on the 7 days before.')
  expect(headline(reportOf(100, 100), '7d')).toBe('Clicks are level with the 7 days before.')
  expect(headline(reportOf(3, 0), '7d')).toBe('3 clicks in this period.')
  expect(headline(reportOf(1, null), 'all')).toBe('1 click so far.')
  expect(headline(reportOf(0, 9), '7d')).toContain('No clicks yet.')
})

test('a chart ends with its finding', () => {
  const points = [{ at: '2026-06-28T00:00:00Z', clicks: 1900 }, { at: '2026-06-29T00:00:00Z', clicks: 2 }]
  expect(busiest(points, 'click', 'UTC', 'day')).toBe('Sun, Jun 28 was the busiest day, with 1,900 clicks.')
  expect(busiest([], 'click', 'UTC', 'day')).toBe('No clicks in this period.')
})

test('values are named for people, and unknown is said', () => {
  expect([countryName('US'), countryName(null), countryName('ZZZ')]).toEqual(['United States', 'Unknown', 'ZZZ'])
  expect([deviceName('mobile'), deviceName(null), plainName('Direct')]).toEqual(['Phone', 'Unknown', 'Direct'])
})

test('a map’s numeric codes become letters', () => {
  expect([lettersOf('840'), lettersOf('36'), lettersOf('004')]).toEqual(['US', 'AU', 'AF'])
})

test('what is beyond six colors becomes Other', () => {
  const rows = [9, 8, 7, 6, 5, 4, 3].map((clicks, index) => ({ value: String(index), clicks }))
  expect(folded(rows).at(-1)).toEqual({ value: 'Other', clicks: 7 })
  expect(folded(rows.slice(0, 6))).toHaveLength(6)
})

test('the busiest country is darkest and none with clicks is blank', () => {
  expect([shade(1000, 1000), shade(1, 1_000_000), shade(30, 1000)]).toEqual([5, 1, 2])
})

test('bots are part of everything seen, once', () => {
  expect([everythingSeen({ clicks: 90, bots: 10 }, true), everythingSeen({ clicks: 100, bots: 10 }, false)]).toEqual([100, 100])
})

test('a report is narrowed to values and widened again, and each is a chip', () => {
  const france = narrowed({}, { country: 'FR' })
  const both = narrowed(france, { system: 'iOS', qr: 'yes', city: null })
  expect(chosen(both).map(({ words }) => words)).toEqual(['Country: France', 'City: Unknown', 'OS: iOS', 'QR code: Scanned'])
  expect([isIn(both, { country: 'FR', system: 'iOS' }), isIn(both, { country: 'DE' })]).toEqual([true, false])
  expect(widened(both, { system: 'iOS', qr: 'yes', city: null })).toEqual(france)
  expect(narrowingQuery(both)).toEqual({ country: ['FR'], system: ['iOS'], qr: ['yes'], city: [''] })
})

test('the API is asked for just what was chosen', () => {
  const range = { from: '2026-03-01', to: '2026-03-31' }
  expect(queryOf(BEGUN, { link_id: '7' }, {})).toEqual({ link_id: '7', window: '30d', zone: 'account', interval: 'day', bots: 'exclude' })
  expect(queryOf({ ...BEGUN, window: 'custom', range, zone: 'utc', withoutBots: false }, {}, { country: ['FR'] })).toEqual({
    window: 'custom', ...range, zone: 'UTC', interval: 'day', bots: 'include', country: ['FR'],
  })
})

function click(seq: string): Told {
  return { seq, at: '2026-06-28T00:00:00Z' } as Told
}

test('a click is told once, and a feed that was cut off begins anew', () => {
  const feed = fed({ clicks: [], count: 0 }, { clicks: [click('2'), click('1')], reset: false })
  const later = fed(feed, { clicks: [click('3'), click('2')], reset: false })
  expect([later.clicks.map(({ seq }) => seq), later.count]).toEqual([['3', '2', '1'], 3])
  expect(fed(later, { clicks: [], reset: true })).toEqual({ clicks: [], count: 0 })
})
