/** How many were told of a link, clicked it, and did what it was for. */
import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'

import { whole } from '../look/numbers'
import { Panel } from '../look/Panel'
import type { Report } from '../session/schemas'
import { Unanswered } from './Answered'
import { percent } from './certainty'
import { useAnswer } from './report'
import css from './reports.module.css'

type Answer = NonNullable<Report['funnel']>

const TYPING_MS = 400

/** What was typed as a number of people: "12,500" → 12500; undefined for what is none. */
export function peopleTyped(typed: string): number | undefined {
  const digits = typed.replaceAll(/[\s,.](?=\d{3}(?!\d))/gu, '')
  const people = Number(digits)
  return Number.isInteger(people) && people > 0 && people <= 1e9 ? people : undefined
}

/** "1,204.50 EUR" of what the API gives as text, so that no cent is lost on the way. */
export function money(value: string, currency: string): string {
  const [, sign = '', units = '0', rest = ''] = /^(-?)(\d+)(?:\.(\d*))?$/u.exec(value) ?? []
  const cents = rest.replace(/0+$/u, '')
  return `${sign}${whole(Number(units))}${cents ? `.${cents.padEnd(2, '0')}` : ''} ${currency}`
}

function Step({ name, people, part, note }: { name: string; people: number | null; part: number; note?: string }) {
  return (
    <li className={css.step}>
      <span>{name}</span>
      <span className={css.stepBar} aria-hidden>
        <i style={{ width: `${Math.min(1, part) * 100}%` }} />
      </span>
      <b>{people === null ? '–' : whole(people)}</b>
      <span className="sl-cap">{note}</span>
    </li>
  )
}

function Steps({ answer }: { answer: Answer }) {
  const { sent, visitors, leads, conversions, click_rate: clicked, conversion_rate: converted, clicks } = answer
  const top = Math.max(1, sent ?? visitors, visitors)
  return (
    <ol aria-label="From sent to converted">
      {sent !== null && <Step name="Sent" people={sent} part={sent / top} />}
      <Step name="Clicked" people={visitors} part={visitors / top} note={clicked === null ? `${whole(clicks)} clicks` : `${percent(clicked)} of those`} />
      {leads !== null && <Step name="Left their details" people={leads} part={leads / top} />}
      <Step name="Converted" people={conversions} part={conversions / top} note={converted === null ? undefined : `${percent(converted)} of who clicked`} />
    </ol>
  )
}

function Worth({ answer }: { answer: Answer }) {
  if (answer.values.length === 0) return null
  const sums = answer.values.map(({ value, currency }) => money(String(value), currency)).join(', ')
  return (
    <p className="sl-small">
      Worth <b>{sums}</b> so far.
    </p>
  )
}

/** The card "From sent to converted". */
export function Funnel() {
  const [typed, setTyped] = useState('')
  const [settled] = useDebouncedValue(typed, TYPING_MS)
  const { answer, error, refetch } = useAnswer('funnel', { sent: peopleTyped(settled) })
  const wrong = typed.trim() !== '' && peopleTyped(typed) === undefined
  return (
    <Panel title="From sent to converted">
      <div className={css.lines}>
        {answer ? <Steps answer={answer} /> : <Unanswered error={error} retry={refetch} />}
        {answer && <Worth answer={answer} />}
        <TextInput
          label="How many did you send it to?"
          description="Only for this look. It tells which part of them clicked."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          inputMode="numeric"
          className={css.sent}
          value={typed}
          error={wrong && 'Give a whole number, such as 1,200.'}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
    </Panel>
  )
}
