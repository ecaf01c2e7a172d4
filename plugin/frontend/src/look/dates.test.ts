import { expect, test } from 'vitest'

import { ago, day, dayAndTime, fromField, partOfDay, toField } from './dates'

const ZONE = 'America/Chicago'
const NOW = new Date('2026-07-08T15:00:00Z')

test('a field shows the account’s own time and gives the same instant back', () => {
  expect(toField('2026-09-01T04:59:00Z', ZONE)).toBe('2026-08-31T23:59')
  expect(fromField('2026-08-31T23:59', ZONE)).toBe('2026-09-01T04:59:00.000Z')
})

test('an instant survives the field across a change of clocks', () => {
  for (const instant of ['2026-03-08T07:30:00.000Z', '2026-03-08T08:30:00.000Z', '2026-11-01T12:00:00.000Z']) {
    expect(fromField(toField(instant, ZONE), ZONE)).toBe(instant)
  }
})

test('an empty field is no moment', () => {
  expect([fromField('', ZONE), toField(null, ZONE), fromField('nonsense', ZONE)]).toEqual([null, '', null])
})

test('dates are short this year and carry the year otherwise', () => {
  expect(day('2026-07-08T03:00:00Z', ZONE, NOW)).toBe('Jul 7')
  expect(day('2025-11-01T12:00:00Z', ZONE, NOW)).toBe('Nov 1, 2025')
})

test('full hours drop their minutes', () => {
  expect(dayAndTime('2026-07-08T23:00:00Z', ZONE, NOW)).toBe('Jul 8, 6 pm')
  expect(dayAndTime('2026-07-08T23:30:00Z', ZONE, NOW)).toBe('Jul 8, 6:30 pm')
})

test('what was just now is told in seconds, what was long ago by its date', () => {
  const said = ['2026-07-08T14:59:56Z', '2026-07-08T14:58:00Z', '2026-07-08T12:00:00Z', '2026-07-01T12:00:00Z']
  expect(said.map((at) => ago(at, ZONE, NOW))).toEqual(['4 seconds ago', '2 minutes ago', '3 hours ago', 'Jul 1'])
})

test('the day has three greetings', () => {
  expect([partOfDay(0), partOfDay(11), partOfDay(12), partOfDay(18)]).toEqual(['morning', 'morning', 'afternoon', 'evening'])
})
