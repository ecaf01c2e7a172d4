import { expect, test } from 'vitest'

import { change, counted, share, short, whole } from './numbers'

test('counts are grouped and shortened as people read them', () => {
  expect(whole(31204)).toBe('31,204')
  expect(short(1500)).toBe('1.5k')
  expect(short(500)).toBe('500')
})

test('one click is a click and two are clicks', () => {
  expect([counted(1, 'click'), counted(0, 'click'), counted(2400, 'link')]).toEqual(['1 click', '0 clicks', '2,400 links'])
})

test('a share of nothing is nothing, a whole has no decimals, a trace is not rounded away', () => {
  expect([share(0, 0), share(5, 5), share(1, 3), share(1, 5000)]).toEqual(['0%', '100%', '33.3%', '<0.1%'])
})

test('a change needs something to compare with', () => {
  expect([change(5, 0), change(5, null), change(150, 100), change(50, 100)]).toEqual([null, null, 50, -50])
})
