import { expect, test } from 'vitest'

import { ApiError, faultAt, faultBeside, faultWithin, wordsFor } from './errors'

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

test('a fault deep in a list is found at its own place and by what it lies in', () => {
  const unknown = new ApiError('country_unknown', 'Use GB.', 422, { field: 'rules[2].when[0].countries[1]' })
  expect([faultWithin(unknown, 'rules[2].when[0].countries'), faultWithin(unknown, 'rules[2]'), faultWithin(unknown, 'rules')]).toEqual([
    'Use GB.', 'Use GB.', 'Use GB.',
  ])
  expect([faultAt(unknown, 'rules[2]'), faultWithin(unknown, 'rules[1]'), faultWithin(unknown, 'rule')]).toEqual([null, null, null])
})

test('several faults of one answer are each shown at their own field, however their places are written', () => {
  const fields = { 'lead_form.headline': 'Say something.', 'lead_form.fields.1.label': 'Give it a label.' }
  const several = new ApiError('invalid', 'lead_form.headline: Say something.', 422, { field: 'lead_form.headline', fields })
  expect(faultAt(several, 'lead_form.headline')).toBe('Say something.')
  expect(faultWithin(several, 'lead_form.fields[1]')).toBe('Give it a label.')
  expect(faultBeside(several, ['lead_form'])).toBeNull()
})
