import { expect, test } from 'vitest'

import type { Export } from '../session/schemas'
import { isUnderWay } from './exports'
import { progress, size, told } from './words'

const WORKING: Export = {
  id: '7', what: 'clicks', name: 'clicks.csv', state: 'working', reason_code: null, reason: null, done: 20_000, total: 80_000, rows: 19_000,
  size: 0, created_at: '2026-06-28T12:00:00Z', finished_at: null, expires_at: '2026-06-29T12:00:00Z',
}

test('an export says how far it is, until when it is kept, or why it failed', () => {
  expect([told(WORKING, 'UTC'), told({ ...WORKING, total: null }, 'UTC')]).toEqual(['20,000 of 80,000 clicks', 'Counting.'])
  const done = told({ ...WORKING, state: 'done', rows: 1, size: 1_234_567 }, 'UTC')
  expect(done).toMatch(/^1 row, 1\.2 MB, kept until Jun 29/u)
  expect(told({ ...WORKING, state: 'failed', reason: 'Choose fewer days.' }, 'UTC')).toBe('Choose fewer days.')
})

test('progress is whole percent, and unknown where it is', () => {
  expect([progress(WORKING), progress({ done: 5, total: null }), progress({ done: 9, total: 8 })]).toEqual([25, null, 100])
  expect([isUnderWay(WORKING), isUnderWay({ state: 'waiting' }), isUnderWay({ state: 'done' })]).toEqual([true, true, false])
})

test('bytes are said short', () => {
  expect([size(0), size(999), size(1_000), size(2_500_000_000)]).toEqual(['0 B', '999 B', '1.0 kB', '2.5 GB'])
})
