/** One rule: when it holds, and where it leads. */
import { Menu, TextInput, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowRight, IconArrowUp, IconChevronDown, IconDots, IconTrash } from '@tabler/icons-react'

import { bare } from '../links/address'
import { fieldFault } from '../look/Fault'
import { dropOn, Grip } from '../look/Grip'
import { IconButton } from '../look/IconButton'
import { changedAt, keyed, withoutAt } from '../look/lists'
import { faultAt, faultWithin } from '../session/errors'
import type { Condition } from '../session/link'
import { AddCondition } from './AddCondition'
import { toldRule } from './conditions'
import { ConditionRow } from './ConditionRow'
import type { RuleDraft } from './drafts'
import css from './routing.module.css'

interface RuleProps {
  rule: RuleDraft
  place: number
  count: number
  error: unknown
  open: boolean
  toggle: () => void
  edit: (change: Partial<RuleDraft>) => void
  move: (from: number, to: number) => void
  remove: () => void
}

function RuleMenu({ place, count, move, remove }: Pick<RuleProps, 'place' | 'count' | 'move' | 'remove'>) {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <IconButton label={`Actions for rule ${place + 1}`}>
          <IconDots size={16} stroke={1.75} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp size={16} stroke={1.75} />} disabled={place === 0} onClick={() => move(place, place - 1)}>
          Move up
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={16} stroke={1.75} />} disabled={place === count - 1} onClick={() => move(place, place + 1)}>
          Move down
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item data-danger leftSection={<IconTrash size={16} stroke={1.75} />} onClick={remove}>
          Remove rule
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function RuleFields({ rule, place, error, edit }: RuleProps) {
  const path = `rules[${place}]`
  const unfit = faultAt(error, `${path}.when`) ?? faultAt(error, path)
  return (
    <div className={css.ruleFields}>
      {rule.when.map((condition, index) => (
        <ConditionRow
          key={condition.key}
          value={condition}
          path={`${path}.when[${index}]`}
          error={error}
          edit={(change) => edit({ when: changedAt<Condition>(rule.when, index, change) as RuleDraft['when'] })}
          remove={() => edit({ when: withoutAt(rule.when, index) })}
        />
      ))}
      <AddCondition
        label={rule.when.length === 0 ? 'Choose when it holds' : 'And when'}
        add={(condition) => edit({ when: [...rule.when, keyed(condition)] })}
      />
      {unfit && (
        <p className={css.fault} role="alert">
          {fieldFault(unfit)}
        </p>
      )}
      <TextInput
        label="Leads to"
        placeholder="https://"
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        value={rule.destination}
        error={fieldFault(faultWithin(error, `${path}.destination`))}
        onChange={(event) => edit({ destination: event.currentTarget.value })}
      />
    </div>
  )
}

/** A rule as one line, that opens into its fields. */
export function RuleCard(props: RuleProps) {
  const { rule, place, count, open, toggle, move, remove } = props
  const what = toldRule(rule.when)
  return (
    <li className={css.rule} {...dropOn('rules', place, move)} aria-label={`Rule ${place + 1}`}>
      <div className={css.ruleHead}>
        <Grip what={`rule ${place + 1}`} list="rules" place={place} move={move} />
        <span className={css.number}>{place + 1}</span>
        <UnstyledButton className={css.ruleSummary} aria-expanded={open} onClick={toggle}>
          <span className={css.told}>{what || 'New rule'}</span>
          <IconArrowRight size={16} stroke={1.5} aria-hidden />
          <span className={css.leads}>{bare(rule.destination) || '…'}</span>
          <IconChevronDown size={14} stroke={2} className={css.chevron} aria-hidden />
        </UnstyledButton>
        <RuleMenu place={place} count={count} move={move} remove={remove} />
      </div>
      {open && <RuleFields {...props} />}
    </li>
  )
}
