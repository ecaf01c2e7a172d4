/** One condition of a rule: its kind, its fields, and the way to take it off. */
import { IconX } from '@tabler/icons-react'

import { fieldFault } from '../look/Fault'
import { IconButton } from '../look/IconButton'
import { PlanBar, useHas } from '../plan/Locked'
import { ApiError, faultWithin } from '../session/errors'
import type { Condition } from '../session/link'
import { kindOf } from './conditions'
import type { Kind } from './conditions/kind'
import css from './routing.module.css'

interface RowProps {
  value: Condition
  /** Where the API's refusals find it: `rules[2].when[0]`. */
  path: string
  error: unknown
  edit: (change: Partial<Condition>) => void
  remove: () => void
}

// A refusal of the condition as a whole, or of something that has no field here.
function ownFault(error: unknown, path: string, kind: Kind) {
  const elsewhere = error instanceof ApiError && kind.fields.every((name) => !faultWithin(error, `${path}.${name}`))
  return elsewhere ? faultWithin(error, path) : null
}

/** A condition being edited; one that the plan does not have rests, and can only be taken off. */
export function ConditionRow({ value, path, error, edit, remove }: RowProps) {
  const kind = kindOf(value)
  const { icon: Mark, label, Fields } = kind
  const awake = useHas(kind.feature)
  const words = ownFault(error, path, kind)
  return (
    <div className={css.condition} role="group" aria-label={label}>
      <div className={css.conditionHead}>
        <Mark size={16} stroke={1.75} aria-hidden />
        <span className="sl-grow">{label}</span>
        <IconButton small label={`Remove the condition ${label}`} onClick={remove}>
          <IconX size={14} stroke={2} />
        </IconButton>
      </div>
      <div className={css.conditionFields} data-rests={awake ? undefined : true} inert={!awake}>
        <Fields value={value} edit={edit} fault={(name) => fieldFault(faultWithin(error, `${path}.${name}`))} />
      </div>
      {!awake && <PlanBar gives={`This rule rests now and wakes`} />}
      {words && (
        <p className={css.fault} role="alert">
          {fieldFault(words)}
        </p>
      )}
    </div>
  )
}
