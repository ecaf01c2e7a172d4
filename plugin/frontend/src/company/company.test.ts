import { expect, test } from 'vitest'

import { toldOf } from '../connection/connection'
import { reportLines } from '../imports/words'
import { accountName, planLabel, stateOf } from './accounts'
import { incompleteness } from './clicks'

const NOW = new Date('2026-07-08T15:00:00Z')

test('an account is called something before the CRM has told its name', () => {
  expect([accountName({ name: ' ' }), accountName({ name: 'Nova Physio' }), planLabel('pro')]).toEqual(['New account', 'Nova Physio', 'Pro'])
})

test('how an account is connected is a word that needs no glossary', () => {
  const states = ['healthy', 'parked', 'needs_reinstall'] as const
  expect(states.map((state) => stateOf({ state })[1])).toEqual(['All good', 'Paused in your CRM', 'Install again'])
})

test('the clicks of all accounts say what they lack', () => {
  const window = { from: '2026-01-01T00:00:00Z', to: '2026-07-08T15:00:00Z', name: 'all', zone: 'UTC', clipped_to: null } as const
  expect(incompleteness({ left_out: 0, window })).toBeNull()
  expect(incompleteness({ left_out: 2, window: { ...window, clipped_to: '2026-01-09' } })).toBe(
    '2 accounts could not be counted here. Some plans show less: from Jan 9, 2026 on all accounts are in it.',
  )
})

test('a lost connection says what still works and who mends it', () => {
  const lost = { state: 'needs_reinstall', reason: 'grant_refused', since: '2026-07-06T10:00:00Z', through_company: true } as const
  expect(toldOf(lost, 'UTC', NOW).line).toBe(
    'Since Jul 6. Clicks still count. An admin of your company installs Smart Links again from the app marketplace.',
  )
  expect(toldOf({ ...lost, state: 'parked' }, 'UTC', NOW).line).toContain('until your company is active again')
  expect(toldOf({ ...lost, state: 'healthy' }, 'UTC', NOW).word).toBe('Connected')
})

test('an import tells what became of all of them', () => {
  const failed = [{ name: 'Old', code: 'destination_invalid', reason: 'Not a web address.' }]
  expect(reportLines({ imported: 12, skipped: 1, failed, left: 3 })).toEqual([
    '12 links made.', '1 link was here already.', '1 link could not be made:', '3 links are left. Go on when you like.',
  ])
  expect(reportLines({ imported: 0, skipped: 0, failed: [], left: 0 })).toEqual(['Your CRM has no trigger links to bring.'])
})
