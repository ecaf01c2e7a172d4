import { expect, test } from 'vitest'

import type { Link } from '../session/schemas'
import { bare, completed, forContacts } from './address'
import { changes, creation, draftOf } from './draft'
import { abilities, expiryWord, gateWords, statusWord } from './status'
import { stepsOf } from './VisitorSteps'

const ZONE = 'America/Chicago'
const LINK: Link = {
  id: '7', slug: 'summer', domain: 'go.fit', short_url: 'https://go.fit/summer', kind: 'redirect', destination: 'https://b.fit/s',
  title: 'Summer', status: 'active', paused: false, starts_at: null, expires_at: '2026-09-01T04:59:31Z', tags: ['1'], crm_tags: [],
  campaign_id: null, created_at: '2026-06-02T10:00:00Z', updated_at: '2026-06-02T10:00:00Z', clicks: 4, bots: 1,
  rules: [], keep_order: false, split: [], utm: {}, forward_params: false, redirect_status: 302, expired_destination: null, click_limit: null,
  clicks_left: null, has_password: false, lead_form: null, preview: null, pixels: [], pixel_consent: false, vcard: null, amazon: null, automations: {},
  append_click_id: false, warnings: [],
}

test('an address is read without what goes without saying', () => {
  expect(bare('https://www.brightside.fit/summer/')).toBe('brightside.fit/summer')
})

test('a bare host is completed, anything with a scheme or without a dot stays for the server to judge', () => {
  expect(['b.fit/x', ' https://b.fit ', 'javascript:alert(1)', 'hello', ''].map(completed)).toEqual([
    'https://b.fit/x', 'https://b.fit', 'javascript:alert(1)', 'hello', '',
  ])
})

test('the form for known contacts carries the CRM’s merge field', () => {
  expect(forContacts(LINK.short_url)).toBe('https://go.fit/summer?c={{contact.id}}')
})

test('nothing touched is nothing to save, seconds of a moment included', () => {
  expect(changes(draftOf(LINK, ZONE), LINK, ZONE)).toEqual({})
})

test('only what changed is sent', () => {
  const draft = { ...draftOf(LINK, ZONE), title: 'Autumn', expiresAt: '' }
  expect(changes(draft, LINK, ZONE)).toEqual({ title: 'Autumn', expires_at: null })
})

test('a blank slug is left out of a new link, so that one is minted', () => {
  const blank = { ...draftOf(undefined, ZONE), destination: 'b.fit' }
  expect(creation(blank, ZONE)).not.toHaveProperty('slug')
  expect(creation({ ...blank, slug: ' own ' }, ZONE)).toMatchObject({ slug: 'own', destination: 'https://b.fit' })
})

test('a scheduled link says when it starts, a link without an end that it has none', () => {
  expect(statusWord({ status: 'scheduled', starts_at: '2020-08-15T17:00:00Z' }, ZONE)).toBe('Starts Aug 15, 2020')
  expect([statusWord(LINK, ZONE), expiryWord(null, ZONE)]).toEqual(['Active', 'Never'])
})

test('a new link is told by what is filled in alone', () => {
  expect(creation({ ...draftOf(undefined, ZONE), destination: 'b.fit' }, ZONE)).toEqual({ destination: 'https://b.fit' })
})

test('a contact card goes out without a destination and without rules', () => {
  const blank = draftOf(undefined, ZONE)
  const card = { ...blank, kind: 'vcard' as const, destination: 'left.over', forward: true, card: { ...blank.card, first_name: ' Mia ', phones: ['+1 512 555 0142'] } }
  expect(creation(card, ZONE)).toEqual({ kind: 'vcard', vcard: { first_name: 'Mia', phones: ['+1 512 555 0142'] } })
})

test('a password is sent where it is set or removed, and not where it is left alone', () => {
  const locked = { ...LINK, has_password: true }
  expect(changes(draftOf(locked, ZONE), locked, ZONE)).toEqual({})
  expect(changes({ ...draftOf(locked, ZONE), password: null }, locked, ZONE)).toEqual({ password: null })
  expect(changes({ ...draftOf(locked, ZONE), password: 'sesame' }, locked, ZONE)).toEqual({ password: 'sesame' })
})

test('what stands in a visitor’s way is told in a word each', () => {
  expect(gateWords({ ...LINK, clicks_left: 0, has_password: true })).toEqual(['Full', 'Protected'])
  expect(abilities({ ...LINK, click_limit: 500, clicks_left: 12, redirect_status: 301 })).toEqual(['12 of 500 clicks left', 'Redirect 301'])
  expect(stepsOf(draftOf(LINK, ZONE), true)).toEqual(['Clicks the link', 'Enters the password', 'Lands on the destination'])
})

test('a click limit is read with its thousands marked or not, and what is no number goes on to be refused', () => {
  const limits = ['1,000', '1.000', ' 500 ', '1.5', 'many', ''].map((clickLimit) => creation({ ...draftOf(undefined, ZONE), clickLimit }, ZONE).click_limit)
  expect(limits).toEqual([1000, 1000, 500, 1.5, 0, undefined])
})
