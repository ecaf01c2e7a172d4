import { expect, test } from 'vitest'

import type { Plan, PlanOnOffer } from '../session/schemas'
import { linesOf } from './features'
import { effectOf, isLarger, leftOf, standingOf } from './standing'

const NOW = new Date('2026-07-08T15:00:00Z')
const STARTER: PlanOnOffer = {
  name: 'starter', label: 'Starter', limits: { active_links: 1_000, history_days: 180, pages: 50 }, features: ['campaigns', 'qr'],
}
const PRO: PlanOnOffer = {
  name: 'pro', label: 'Pro', limits: { active_links: null, history_days: 365, pages: 250 }, features: ['campaigns', 'qr', 'passwords'],
}
const PLAN: Plan = { ...STARTER, used: { active_links: 22 }, lapsed: false, trial_ends_at: null, payment: null, grace_until: null }

test('a plan says its numbers, then what it can do, then what only others can', () => {
  expect(linesOf(STARTER, [STARTER, PRO])).toEqual([
    { words: '1,000 active links', has: true }, { words: 'Clicks kept for 180 days', has: true }, { words: 'Campaigns', has: true },
    { words: 'Links with a password', has: false },
  ])
  expect(linesOf(PRO, [STARTER, PRO]).every(({ has }) => has)).toBe(true)
  expect(linesOf(PRO, [STARTER, PRO])[0]?.words).toBe('As many links as you like')
})

test('what is used is told by what is left, and beyond the limit by what goes on', () => {
  expect(leftOf(PLAN)).toBe('978 left')
  expect(leftOf({ ...PLAN, used: { active_links: 1_240 } })).toBe('You have used all your Starter links. All 1,240 keep working.')
  expect(leftOf({ ...PLAN, ...PRO })).toBe('No limit')
})

test('a trial is told until it ends', () => {
  const trial = { ...PLAN, trial_ends_at: '2026-07-12T03:00:00Z' }
  expect(standingOf(trial, 'America/Chicago', NOW)).toEqual({ status: 'scheduled', word: 'Trial', line: 'Until Jul 11' })
  expect(standingOf(trial, 'UTC', new Date('2026-07-13T00:00:00Z')).word).toBe('Active')
})

test('a payment that is due says what still goes on', () => {
  const due = { ...PLAN, payment: 'failed', grace_until: '2026-08-07T15:00:00Z' } as Plan
  expect(standingOf(due, 'UTC', NOW)).toEqual({ status: 'paused', word: 'Payment due', line: 'All goes on until Aug 7' })
  expect(standingOf({ ...due, lapsed: true }, 'UTC', NOW).line).toBe('Your links keep working.')
})

test('a move says what it does to what there is', () => {
  expect([isLarger(PRO, PLAN, [STARTER, PRO]), isLarger(STARTER, { ...PLAN, ...PRO }, [STARTER, PRO])]).toEqual([true, false])
  expect(effectOf(PRO, true)).toContain('Nothing is lost')
  expect(effectOf(STARTER, false)).toContain('passwords go on')
})
