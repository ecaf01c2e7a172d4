/** What a run of the CRM is called, in a sentence. */
import { ago, dayAndTime } from '../look/dates'
import type { Run } from '../session/schemas'

const STATES: Record<string, string> = { waiting: 'Waiting', done: 'Done', failed: 'Failed', ended: 'Ended' }
const DEEDS: Record<string, { done: string; failed: string; waiting: string }> = {
  tag: { done: 'Tagged', failed: 'Could not tag', waiting: 'Tagging' },
}

/** "Done", "Waiting", "Failed", "Ended". */
export function stateWord(state: string): string {
  return STATES[state] ?? state
}

/** "Tagged contact abc…", "Could not tag contact abc…". */
export function runSentence({ kind, state, contact_id }: Pick<Run, 'kind' | 'state' | 'contact_id'>): string {
  const deed = DEEDS[kind] ?? { done: 'Updated', failed: 'Could not update', waiting: 'Updating' }
  const verb = state === 'done' ? deed.done : state === 'waiting' ? deed.waiting : deed.failed
  return `${verb} contact ${contact_id}`
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
