/** What each kind of condition brings to the editor. */
import type { Icon } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'

import type { Condition } from '../../session/link'
import type { Feature } from '../../session/schemas'

/** What the fields of a condition get; `fault` is the refusal at one of them. */
export interface FieldsProps<C extends Condition> {
  value: C
  edit: (change: Partial<C>) => void
  fault: (name: string) => ReactNode
}

/** A kind of condition: how it is called, begun, told and edited, and the plan feature that it needs. */
export interface Kind<C extends Condition = Condition> {
  kind: C['kind']
  label: string
  icon: Icon
  feature: Feature | null
  fields: readonly string[]
  blank: (zone: string) => C
  told: (value: C) => string
  Fields: ComponentType<FieldsProps<C>>
}

/** The condition type of a kind's name. */
export type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>

/** Values as a sentence names them: at most three. */
export function listed(values: readonly string[], name: (value: string) => string = (value) => value): string {
  if (values.length === 0) return '…'
  const first = values.slice(0, 3).map(name).join(', ')
  return values.length > 3 ? `${first} and ${values.length - 3} more` : first
}
