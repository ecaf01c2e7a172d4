/** What a rule can ask of a click: one file a kind, and CONDITIONS, the tuple that lists them. */
import type { Condition } from '../../session/link'
import { contact } from './contact'
import { country } from './country'
import { device } from './device'
import type { Kind } from './kind'
import { language } from './language'
import { query } from './query'
import { source } from './source'
import { system } from './system'
import { time } from './time'
import { visitor } from './visitor'

/** Every kind, in the order in which the editor offers them. */
export const CONDITIONS = [country, device, system, language, time, visitor, query, source, contact] as const

/** The kind of a condition. */
export function kindOf(condition: Condition): Kind {
  const found = CONDITIONS.find(({ kind }) => kind === condition.kind)
  if (!found) throw new Error(`no kind of condition is called ${condition.kind}`)
  // Each kind gets conditions of its own name only.
  return found as unknown as Kind
}

/** "Country is Canada and Device is Phone". */
export function toldRule(when: readonly Condition[]): string {
  return when.map((condition) => kindOf(condition).told(condition)).join(' and ')
}
