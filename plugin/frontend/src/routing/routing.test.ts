import { expect, test } from 'vitest'

import type { Explanation } from '../session/schemas'
import { CONDITIONS, toldRule } from './conditions'
import { COUNTRIES } from './countries'
import { ruleDrafts, rulesOf, shares, splitOf, tagged, utmOf, variantDrafts } from './drafts'
import { ANYONE, askedOf, verdict } from './simulate'

const TOLD: Explanation = { url: 'https://b.fit', destination: 'https://b.fit', rule: null, variant: null, rules: [], gates: [] }

test('shares are whole percents that add up to a hundred, and none where nothing has weight', () => {
  expect(shares(['1', '1', '1'])).toEqual([34, 33, 33])
  expect(shares(['1', '2,5'])).toEqual([29, 71])
  expect([shares(['0', 'x']), shares([])]).toEqual([[0, 0], []])
})

test('a variant keeps its id while its destination is mended', () => {
  const [one] = variantDrafts([{ id: 'v1', destination: 'https://b.fit/a', weight: 1.5 }])
  expect(splitOf(one ? [{ ...one, destination: 'b.fit/b' }] : [])).toEqual([{ id: 'v1', destination: 'https://b.fit/b', weight: 1.5 }])
})

test('rules go out as they came in', () => {
  const rules = [{ when: [{ kind: 'country', countries: ['CA'] } as const], destination: 'https://b.fit/ca' }]
  expect(rulesOf(ruleDrafts(rules.map(({ when, destination }) => ({ when: when.map((one) => ({ ...one, countries: [...one.countries] })), destination }))))).toEqual(rules)
})

test('the resulting address has the link’s UTM fields in place, and all else as it was typed', () => {
  expect(tagged('b.fit/x?utm_source=old&a=%20b&utm_source=older#top', { source: 'insta gram', medium: 'é' })).toBe(
    'https://b.fit/x?utm_source=insta%20gram&a=%20b&utm_medium=%C3%A9#top',
  )
  expect([tagged('b.fit', {}), tagged('', { source: 's' }), utmOf({ term: ' ', source: ' s ' })]).toEqual(['https://b.fit', '', { source: 's' }])
})

test('every kind of condition begins in a shape that can be told', () => {
  expect(CONDITIONS.map(({ kind, blank }) => blank('UTC').kind === kind)).toEqual(CONDITIONS.map(() => true))
  expect(toldRule([{ kind: 'country', countries: ['CA', 'US'] }, { kind: 'device', devices: ['mobile'] }])).toBe(
    'Country is Canada, United States and Device is Phone',
  )
})

test('every country has a name', () => {
  expect(COUNTRIES.filter(({ value, label }) => value === label)).toEqual([])
})

test('the simulator is asked only about what someone filled in', () => {
  expect(askedOf(ANYONE, 'UTC')).toEqual({})
  expect(askedOf({ ...ANYONE, country: 'CA', at: '2026-01-02T10:00', returning: true }, 'UTC')).toEqual({
    country: 'CA', at: '2026-01-02T10:00:00.000Z', returning: true,
  })
})

test('the simulator’s answer names what answered: a rule, a variant, the destination, a gate', () => {
  expect(verdict({ ...TOLD, rule: 1 }, [])).toBe('Rule 2 answers:')
  expect(verdict({ ...TOLD, variant: 'v2' }, ['v1', 'v2'])).toContain('with B:')
  expect(verdict(TOLD, [])).toContain('The destination answers')
  expect(verdict({ ...TOLD, url: null, gates: [{ kind: 'paused', label: 'Paused' }] }, [])).toBe('Paused: a page says so.')
})
