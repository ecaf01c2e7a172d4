/** The choices of one link's automations, and what of them is sent. */
import type { Automations, Workflow } from '../session/schemas'

/** What a link may switch by itself. */
export type OwnSwitch = 'sync' | 'note' | 'lead'

const WORDS = { true: 'on', false: 'off' } as const

/** As the account has it, on, off; `account` is the account's own switch, where it is known. */
export function automationChoices(account: boolean | undefined): { value: string; label: string }[] {
  const told = account === undefined ? '' : ` (${WORDS[`${account}`]})`
  return [
    { value: 'account', label: `As in the account${told}` },
    { value: 'on', label: 'On for this link' },
    { value: 'off', label: 'Off for this link' },
  ]
}

/** The choice that stands for a link's own word. */
export function chosenOf(own: boolean | null | undefined): string {
  if (own === null || own === undefined) return 'account'
  return own ? 'on' : 'off'
}

/** The link's own word for a choice; null is as the account has it. */
export function ownOf(chosen: string | null): boolean | null {
  return chosen === 'on' ? true : chosen === 'off' ? false : null
}

/** The workflows by name, those that are no longer published marked; the chosen one is kept though it be gone. */
export function workflowChoices(workflows: readonly Workflow[], chosen: string | null): { value: string; label: string }[] {
  const known = workflows.map(({ id, name, status }) => ({ value: id, label: status === 'published' ? name : `${name} (${status})` }))
  return chosen === null || known.some(({ value }) => value === chosen) ? known : [...known, { value: chosen, label: `Workflow ${chosen}` }]
}

/** A link's automations without what says nothing, as the API keeps them. */
export function automationsOf(draft: Automations): Automations {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== null && value !== undefined)) as Automations
}

/** What is set on a link, in words. */
export function automationWords({ sync, note, lead, workflow_id: workflow }: Automations): string[] {
  const switched = [['contact fields', sync], ['notes', note], ['leads', lead]] as const
  const words = switched.flatMap(([name, own]) => (own === null || own === undefined ? [] : [`${name} ${own ? 'on' : 'off'}`]))
  return workflow ? [...words, 'workflow'] : words
}
