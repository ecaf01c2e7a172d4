import { expect, test } from 'vitest'

import type { Report } from '../session/schemas'
import { datedBuckets, ticks } from './axis'
import { folded } from './folded'
import { countryName, deviceName, lettersOf, plainName } from './names'
import { everythingSeen } from './seen'
import { busiest, headline } from './sentence'
import { shade } from './shade'
import { bucketDate, bucketDay, periodBefore, span } from './window'

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

test('a day bucket keeps its day wherever the browser is', () => {
  expect(bucketDay('2026-06-29')).toBe('Jun 29')
  expect(bucketDay('2026-06-29T00:00:00+00:00')).toBe('Jun 29')
  expect(bucketDate('2026-06-29T00:00:00Z')).toBe('Mon, Jun 29')
})

test('a span names its first and last day', () => {
  expect(span([{ at: '2026-06-09' }, { at: '2026-06-10' }, { at: '2026-07-08' }])).toBe('Jun 9 – Jul 8')
  expect(span([])).toBe('')
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
  const points = [{ at: '2026-06-28', clicks: 1900 }, { at: '2026-06-29', clicks: 2 }]
  expect(busiest(points, 'click')).toBe('Sun, Jun 28 was the busiest day, with 1,900 clicks.')
  expect(busiest([], 'click')).toBe('No clicks in this period.')
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
