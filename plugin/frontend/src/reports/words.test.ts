import { expect, test } from 'vitest'

import { likely, verdict } from './certainty'
import { contactName } from './contact'
import { money, peopleTyped } from './Funnel'
import { heat } from './BusiestHours'
import { botName, languageName } from './names'
import { byDomain } from './Orphans'
import { rangeFault } from './RangeChoice'
import { bestHour, hourName, since } from './sentence'

const WEEK = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))

test('the best hour of a week is said, and a week without clicks too', () => {
  const week = WEEK.map((day, index) => day.map((_, hour) => (index === 1 && hour === 18 ? 168 : 0)))
  expect(bestHour(week)).toBe('Tuesdays at 6 pm are your best hour, 168.0× the average.')
  expect(bestHour(WEEK)).toBe('No clicks in this period.')
  expect([hourName(0), hourName(12), hourName(23)]).toEqual(['12 am', '12 pm', '11 pm'])
})

test('an hour with any click is never blank, the busiest darkest', () => {
  expect([heat(0, 100), heat(1, 100), heat(50, 100), heat(100, 100)]).toEqual([0, 1, 3, 5])
})

test('how long ago is short', () => {
  const now = Date.parse('2026-06-28T12:00:00Z')
  expect([since('2026-06-28T11:59:56Z', now), since('2026-06-28T11:48:00Z', now), since('2026-06-28T12:00:03Z', now)]).toEqual(['4 s', '12 min', '0 s'])
})

test('people typed with their thousands marked are a number, and all else is none', () => {
  expect([peopleTyped('12,500'), peopleTyped('1 200'), peopleTyped('7')]).toEqual([12500, 1200, 7])
  expect([peopleTyped(''), peopleTyped('0'), peopleTyped('-4'), peopleTyped('1.5'), peopleTyped('many')]).toEqual(Array(5).fill(undefined))
})

test('money keeps its cents', () => {
  expect([money('1204.500', 'EUR'), money('49.000', 'USD'), money('-3.250', 'EUR')]).toEqual(['1,204.50 EUR', '49 USD', '-3.25 EUR'])
})

function variant(name: string, conversions: number) {
  return { variant: name, destination: '', clicks: 1000, visitors: 1000, conversions, rate: conversions / 1000 }
}

function split(certainty: number | null, best: string | null) {
  const told = { best, difference: best === null ? null : 0.012, certainty, sentence: '' }
  return { variants: [variant('one', 42), variant('two', 54)], verdict: told }
}

function letter(name: string): string {
  return name === 'one' ? 'A' : 'B'
}

test('a split is won only when that is sure', () => {
  expect(verdict(split(0.964, 'two'), letter)).toEqual({
    title: 'B is winning.', words: 'We are 96% sure: 5.4% of its visitors convert, against 4.2% of the next best’s.', settled: true,
  })
  expect(verdict(split(0.92, 'two'), letter).title).toBe('B is ahead.')
  expect([verdict(split(0.7, 'two'), letter).title, verdict(split(null, null), letter).title]).toEqual(Array(2).fill('Too early to tell.'))
})

test('a rate lies in a range that narrows with more visitors', () => {
  expect(likely(0, 0)).toBeNull()
  const few = likely(1, 10) ?? [0, 0]
  const many = likely(100, 1000) ?? [0, 0]
  expect([few[0] >= 0, few[0] < 0.1, few[1] > 0.1, many[1] - many[0] < few[1] - few[0]]).toEqual([true, true, true, true])
})

test('what people read is named for them', () => {
  expect([languageName('pt-BR'), languageName(null), languageName('*')]).toEqual(['Brazilian Portuguese', 'Unknown', '*'])
  expect([botName('scanner'), botName('unheard-of')]).toEqual(['Mail and security scanners', 'unheard-of'])
  expect([contactName('Mia Ruiz', 'abcdef123456'), contactName(null, 'abcdef123456')]).toEqual(['Mia Ruiz', 'Contact …123456'])
})

test('a range is refused in words', () => {
  expect(rangeFault({ from: '', to: '2026-03-01' })).toContain('first and the last')
  expect(rangeFault({ from: '2026-03-02', to: '2026-03-01' })).toContain('ends before')
  expect([rangeFault({ from: '1026-03-02', to: '2026-03-01' }), rangeFault({ from: '2026-03-01', to: '2026-03-01' })]).toEqual(['Choose at most 800 days.', null])
})

test('strays are summed by domain, the most first', () => {
  const strays = [{ day: '2026-03-01', domain: 'a.example', hits: 1 }, { day: '2026-03-02', domain: 'b.example', hits: 5 }, { day: '2026-03-03', domain: 'a.example', hits: 2 }]
  expect(byDomain(strays)).toEqual([{ domain: 'b.example', hits: 5 }, { domain: 'a.example', hits: 3 }])
})
