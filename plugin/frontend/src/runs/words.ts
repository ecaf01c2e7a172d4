/** What a run of the CRM is called, in a sentence. */
import { ago, dayAndTime } from '../look/dates'
import type { Run } from '../session/schemas'

/** Every state with its word. */
export const STATES = [
  { value: 'done', label: 'Done' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'failed', label: 'Failed' },
  { value: 'unknown', label: 'Unclear' },
  { value: 'ended', label: 'Ended' },
] as const

/** Every kind of run with its word. */
export const KINDS = [
  { value: 'tag', label: 'Tags' },
  { value: 'sync', label: 'Contact fields' },
  { value: 'note', label: 'Notes' },
  { value: 'lead', label: 'Leads' },
  { value: 'workflow', label: 'Workflows' },
  { value: 'trigger', label: 'Triggers' },
] as const

type Deed = Record<'done' | 'failed' | 'waiting', string>

const DEEDS: Record<string, Deed> = {
  tag: { done: 'Tagged', failed: 'Could not tag', waiting: 'Tagging' },
  sync: { done: 'Updated', failed: 'Could not update', waiting: 'Updating' },
  note: { done: 'Wrote a note on', failed: 'Could not write a note on', waiting: 'Writing a note on' },
  lead: { done: 'Brought', failed: 'Could not bring', waiting: 'Bringing' },
  workflow: { done: 'Started a workflow for', failed: 'Could not start a workflow for', waiting: 'Starting a workflow for' },
  trigger: { done: 'Told a workflow about', failed: 'Could not tell a workflow about', waiting: 'Telling a workflow about' },
}
const OTHER: Deed = { done: 'Updated', failed: 'Could not update', waiting: 'Updating' }
const AGAIN = new Set(['failed', 'unknown', 'ended'])

/** "Done", "Waiting", "Failed", "Unclear", "Ended". */
export function stateWord(state: string): string {
  return STATES.find(({ value }) => value === state)?.label ?? state
}

// "Jordan Ellis", the id of whom we have no name yet, or nobody that we know.
function whom({ contact_id, contact_name }: Pick<Run, 'contact_id' | 'contact_name'>): string {
  return contact_name ?? (contact_id ? `contact ${contact_id}` : 'a visitor')
}

/** "Tagged Jordan Ellis", "Could not tag contact abc…", "Brought Ada Brooks to your CRM". */
export function runSentence(run: Pick<Run, 'kind' | 'state' | 'contact_id' | 'contact_name'>): string {
  const { kind, state } = run
  const deed = DEEDS[kind] ?? OTHER
  const verb = state === 'done' ? deed.done : state === 'waiting' ? deed.waiting : deed.failed
  if (kind !== 'lead') return `${verb} ${whom(run)}`
  return `${verb} ${run.contact_name ?? 'a lead'} to your CRM`
}

/** The line below: the reason where it did not work, the next try where it waits, else when. */
export function runDetail(run: Run, zone: string, now = new Date()): string {
  if (run.state === 'waiting') {
    const next = run.next_at && run.attempts > 0 ? ` Next try ${dayAndTime(run.next_at, zone, now)}.` : ''
    return run.reason ? `${run.reason}${next}` : `Waiting for your CRM.${next}`
  }
  if (run.state !== 'done' && run.reason) return run.reason
  return ago(run.finished_at ?? run.created_at, zone, now)
}

/** Whether a person may have it done again. */
export function canRetry({ state }: Pick<Run, 'state'>): boolean {
  return AGAIN.has(state)
}
