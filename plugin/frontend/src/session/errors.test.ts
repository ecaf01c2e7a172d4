import { expect, test } from 'vitest'

import { ApiError, faultAt, faultBeside, wordsFor } from './errors'

const taken = new ApiError('slug_taken', 'server words', 409, { field: 'slug', suggestion: 'trial-2' })

test('a known code is said in our words and an unknown one in the server’s', () => {
  expect(wordsFor(taken)).toBe('Already used by another link.')
  expect(wordsFor(new ApiError('new_code', 'Say this.', 422))).toBe('Say this.')
  expect(wordsFor(new TypeError('x'))).toContain('Your links still do.')
})

test('a fault is shown at its field and not above the form as well', () => {
  expect(faultAt(taken, 'slug')).toBe('Already used by another link.')
  expect(faultAt(taken, 'destination')).toBeNull()
  expect(faultBeside(taken, ['slug'])).toBeNull()
  expect(faultBeside(taken, ['destination'])).toBe('Already used by another link.')
  expect(faultBeside(null, [])).toBeNull()
})

test('a taken slug carries a free one', () => {
  expect([taken.suggestion, taken.field]).toEqual(['trial-2', 'slug'])
})
