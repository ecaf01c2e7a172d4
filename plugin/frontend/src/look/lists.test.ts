import { expect, test } from 'vitest'

import { changedAt, keyed, movedTo, unkeyed, withoutAt } from './lists'

test('an item moves up and down, and stays where it is beyond either end', () => {
  expect(movedTo(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(movedTo(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect([movedTo(['a', 'b'], 0, -1), movedTo(['a', 'b'], 1, 2)]).toEqual([['a', 'b'], ['a', 'b']])
})

test('an item is changed or taken out, and the others are left alone', () => {
  expect(changedAt([{ n: 1 }, { n: 2 }], 1, { n: 3 })).toEqual([{ n: 1 }, { n: 3 }])
  expect(withoutAt(['a', 'b'], 0)).toEqual(['b'])
})

test('each item gets a name of its own, which the API never sees', () => {
  const [one, other] = [keyed({ n: 1 }), keyed({ n: 1 })]
  expect(one.key).not.toBe(other.key)
  expect(unkeyed([one, other])).toEqual([{ n: 1 }, { n: 1 }])
})
