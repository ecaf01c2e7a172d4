/** The smaller numbers of a report in one row, each against the period before. */
import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'

import { whole } from '../look/numbers'
import type { Report } from '../session/schemas'
import { Delta } from './Delta'
import { isIn } from './narrowing'
import css from './reports.module.css'
import { useTerms } from './terms'

type Cards = NonNullable<Report['cards']>
type Counted = 'repeat' | 'scans' | 'leads' | 'contacts' | 'bots'

const LABELS: Record<Counted, string> = {
  repeat: 'Repeat clicks',
  scans: 'QR scans',
  leads: 'Leads',
  contacts: 'Known contacts',
  bots: 'Bots',
}

function Number({ cards, name }: { cards: Cards; name: Counted }) {
  const now = cards[name]
  return (
    <>
      <span className={css.factValue}>{now === null ? '–' : whole(now)}</span>
      {now === null ? <span className="sl-cap">not told apart here</span> : <Delta now={now} was={cards.was?.[name]} neutral={name === 'bots'} />}
    </>
  )
}

function Scans({ children }: { children: ReactNode }) {
  const { only, pick } = useTerms()
  const values = { qr: 'yes' } as const
  return (
    <UnstyledButton className={css.factPick} aria-pressed={isIn(only, values)} title="Show only QR scans" onClick={() => pick(values)}>
      {children}
    </UnstyledButton>
  )
}

/** One cell for each of `names`; scans narrow the report when they are pressed. */
export function Facts({ cards, names }: { cards: Cards; names: readonly Counted[] }) {
  return (
    <dl className={css.factRow}>
      {names.map((name) => (
        <div key={name}>
          <dt>{name === 'scans' ? <Scans>{LABELS[name]}</Scans> : LABELS[name]}</dt>
          <dd>
            <Number cards={cards} name={name} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
