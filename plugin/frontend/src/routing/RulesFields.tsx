/** The list of rules, in the order in which they were put. */
import { Button, Switch } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'

import type { SectionProps } from '../links/sections'
import { fieldFault } from '../look/Fault'
import { changedAt, keyed, movedTo, withoutAt } from '../look/lists'
import { faultAt, faultWithin } from '../session/errors'
import type { RuleDraft } from './drafts'
import { RuleCard } from './RuleCard'
import css from './routing.module.css'

function useOpen(error: unknown) {
  const [open, setOpen] = useState<readonly string[]>([])
  const isOpen = (rule: RuleDraft, place: number) => open.includes(rule.key) || faultWithin(error, `rules[${place}]`) !== null
  const toggle = (key: string) => setOpen(open.includes(key) ? open.filter((one) => one !== key) : [...open, key])
  return { isOpen, toggle, opened: (key: string) => setOpen([...open, key]) }
}

function KeepOrder({ draft, edit }: SectionProps) {
  if (draft.rules.length < 2) return null
  return (
    <Switch
      label="Keep my order. Otherwise rules that name a country come first, then those that name a device."
      checked={draft.keepOrder}
      onChange={(event) => edit({ keepOrder: event.currentTarget.checked })}
    />
  )
}

function useRules({ draft: { rules }, edit }: SectionProps) {
  const [said, say] = useState('')
  const move = (from: number, to: number) => {
    if (to < 0 || to >= rules.length) return
    edit({ rules: movedTo(rules, from, to) })
    say(`Rule ${from + 1} is now number ${to + 1}`)
  }
  const change = (place: number, part: Partial<RuleDraft>) => edit({ rules: changedAt(rules, place, part) })
  return { said, move, change, remove: (place: number) => edit({ rules: withoutAt(rules, place) }) }
}

function AddRule({ add }: { add: () => void }) {
  return (
    <div className={css.addRow}>
      <Button variant="default" size="xs" leftSection={<IconPlus size={16} stroke={2} />} onClick={add}>
        Add rule
      </Button>
      <span className="sl-cap">Country, device, language, time, new visitors, a parameter, where they come from or a contact’s tag.</span>
    </div>
  )
}

/** Rules: added, edited, moved and removed. */
export function RulesFields(props: SectionProps) {
  const { draft, edit, error } = props
  const { rules } = draft
  const { isOpen, toggle, opened } = useOpen(error)
  const { said, move, change, remove } = useRules(props)
  const fault = faultAt(error, 'rules')
  const add = () => {
    const rule = keyed({ when: [], destination: '' })
    opened(rule.key)
    edit({ rules: [...rules, rule] })
  }
  return (
    <div className={css.stack}>
      {rules.length > 0 && (
        <ol className={css.rules} aria-label="Rules">
          {rules.map((rule, place) => (
            <RuleCard
              key={rule.key}
              {...{ rule, place, error, move }}
              count={rules.length}
              open={isOpen(rule, place)}
              toggle={() => toggle(rule.key)}
              edit={(part) => change(place, part)}
              remove={() => remove(place)}
            />
          ))}
        </ol>
      )}
      <span className="sl-hidden" role="status">{said}</span>
      {fault && <p className={css.fault} role="alert">{fieldFault(fault)}</p>}
      <AddRule add={add} />
      <KeepOrder {...props} />
    </div>
  )
}
