import { expect, test } from 'vitest'

import type { Run } from '../session/schemas'
import { runDetail, runSentence, stateWord } from './words'

const NOW = new Date('2026-07-08T15:00:00Z')
const RUN = {
  id: '1', kind: 'tag', link_id: '7', contact_id: 'abc', contact_name: null, link_name: 'Summer', state: 'done', reason_code: null, reason: null, attempts: 1,
  created_at: '2026-07-08T14:58:00Z', finished_at: '2026-07-08T14:59:00Z', next_at: null,
} as Run

test('a run is a sentence and a word', () => {
  expect([runSentence(RUN), stateWord('ended')]).toEqual(['Tagged contact abc', 'Ended'])
  expect(runSentence({ ...RUN, state: 'failed' })).toBe('Could not tag contact abc')
  expect(runSentence({ ...RUN, contact_name: 'Jordan Ellis' })).toBe('Tagged Jordan Ellis')
  expect(runSentence({ ...RUN, kind: 'trigger', contact_id: '' })).toBe('Told a workflow about a visitor')
})

test('a lead goes to the CRM by the name of the contact that it became', () => {
  expect(runSentence({ ...RUN, kind: 'lead', contact_id: '', state: 'waiting' })).toBe('Bringing a lead to your CRM')
  expect(runSentence({ ...RUN, kind: 'lead', contact_name: 'Ada Brooks' })).toBe('Brought Ada Brooks to your CRM')
})

test('a run that did not work gives its reason, one that did its time', () => {
  expect(runDetail({ ...RUN, state: 'ended', reason: 'No such contact.' }, 'UTC', NOW)).toBe('No such contact.')
  expect(runDetail(RUN, 'UTC', NOW)).toBe('1 minute ago')
})

test('a waiting run tells its next try', () => {
  const waiting = { ...RUN, state: 'waiting', reason: 'Busy.', next_at: '2026-07-08T15:05:00Z' } as Run
  expect(runDetail(waiting, 'UTC', NOW)).toBe('Busy. Next try Jul 8, 3:05 pm.')
})
