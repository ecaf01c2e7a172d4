/** "Who would go where": which rule answers for a made-up visitor, and why the others do not. */
import { Button, Select, Switch, TextInput } from '@mantine/core'
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'

import { bare } from '../links/address'
import { fieldFault } from '../look/Fault'
import { Panel } from '../look/Panel'
import { deviceName } from '../reports/names'
import { faultAt, faultBeside } from '../session/errors'
import { useMe } from '../session/me'
import type { Explanation, Link } from '../session/schemas'
import { COUNTRIES } from './countries'
import css from './routing.module.css'
import { ANYONE, useSimulation, verdict, type Visitor } from './simulate'

const DEVICES = ['mobile', 'tablet', 'desktop'].map((value) => ({ value, label: deviceName(value) }))
const SYSTEMS = ['iOS', 'Android', 'Windows', 'macOS', 'Linux', 'ChromeOS']
const TYPED = [
  ['language', 'Language', 'de-AT'],
  ['source', 'Comes from', 'WhatsApp'],
  ['city', 'City', 'Austin'],
  ['query', 'Parameters', 'ref=vip'],
  ['contact', 'Contact’s id in your CRM', 'ocQHyuzHvysMo5N5VsXc'],
] as const

interface VisitorProps {
  visitor: Visitor
  change: (change: Partial<Visitor>) => void
  error: unknown
}

function Picks({ visitor, change, error }: VisitorProps) {
  const picks = [
    ['country', 'Country', COUNTRIES],
    ['device', 'Device', DEVICES],
    ['system', 'System', SYSTEMS],
  ] as const
  return picks.map(([name, label, data]) => (
    <Select
      key={name}
      label={label}
      placeholder="Not known"
      data={[...data]}
      searchable={name === 'country'}
      limit={60}
      clearable
      value={visitor[name]}
      error={fieldFault(faultAt(error, name))}
      onChange={(value) => change({ [name]: value })}
    />
  ))
}

function VisitorFields(props: VisitorProps) {
  const { visitor, change, error } = props
  return (
    <div className={css.asked}>
      <Picks {...props} />
      {TYPED.map(([name, label, example]) => (
        <TextInput
          key={name}
          label={label}
          placeholder={example}
          value={visitor[name]}
          error={fieldFault(faultAt(error, name))}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
        />
      ))}
      <TextInput
        type="datetime-local"
        label="At"
        value={visitor.at}
        error={fieldFault(faultAt(error, 'at'))}
        onChange={(event) => change({ at: event.currentTarget.value })}
      />
      <Switch className={css.across} label="Has clicked before" checked={visitor.returning} onChange={(event) => change({ returning: event.currentTarget.checked })} />
    </div>
  )
}

function Answer({ told, link }: { told: Explanation; link: Link }) {
  const passed = told.gates.filter(({ kind }) => kind === 'password' || kind === 'lead')
  return (
    <div className={css.stack} role="status" aria-label="Where they would go">
      <div className={css.answer}>
        {verdict(told, link.split.map(({ id }) => id))} {told.url && <b>{bare(told.url)}</b>}
        {passed.length > 0 && <p className="sl-cap">First: {passed.map(({ label }) => label.toLowerCase()).join(', then ')}.</p>}
      </div>
      <ul className={css.verdicts}>
        {told.rules.map(({ rule, answers, why_not: why }) => (
          <li key={rule} className={css.verdict} data-answers={answers || undefined}>
            {answers ? <IconCircleCheckFilled size={16} color="var(--sl-ok-fill)" aria-hidden /> : <IconCircleDashed size={16} stroke={1.75} aria-hidden />}
            <span>
              Rule {rule + 1}
              {answers ? ' answers.' : `: ${why}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The panel beside a link's editor; it asks about the link as it is saved. */
export function Simulator({ link }: { link: Link }) {
  const zone = useMe().location.timezone
  const [visitor, setVisitor] = useState(ANYONE)
  const { mutate, data, error, isPending } = useSimulation(link.id, zone)
  if (link.rules.length === 0 && link.split.length === 0) return null
  const ask = (event: FormEvent) => {
    event.preventDefault()
    mutate(visitor)
  }
  const beside = faultBeside(error, Object.keys(ANYONE))
  return (
    <Panel title="Who would go where">
      <form className={css.stack} noValidate aria-label="A made-up visitor" onSubmit={ask}>
        <p className="sl-cap">Make up a visitor. It asks the rules as they are saved.</p>
        <VisitorFields visitor={visitor} error={error} change={(part) => setVisitor({ ...visitor, ...part })} />
        <Button type="submit" variant="solid" loading={isPending}>
          Try it
        </Button>
        {beside && <p className={css.fault} role="alert">{beside}</p>}
        {data && <Answer told={data} link={link} />}
      </form>
    </Panel>
  )
}
