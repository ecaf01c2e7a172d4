import { expect, test } from 'vitest'

import { automationChoices, automationsOf, automationWords, chosenOf, ownOf, workflowChoices } from './choices'
import { windowsWith } from './switches'

test('a link goes by the account unless it says otherwise', () => {
  expect(automationChoices(true)[0]?.label).toBe('As in the account (on)')
  expect(automationChoices(undefined)[0]?.label).toBe('As in the account')
  expect([null, undefined, true, false].map(chosenOf)).toEqual(['account', 'account', 'on', 'off'])
  expect(['account', 'on', 'off', null].map(ownOf)).toEqual([null, true, false, null])
})

test('only what is said is sent', () => {
  expect(automationsOf({ sync: null, note: false, workflow_id: 'wf1' })).toEqual({ note: false, workflow_id: 'wf1' })
  expect(automationWords({ sync: true, lead: false, workflow_id: 'wf1' })).toEqual(['contact fields on', 'leads off', 'workflow'])
})

test('a workflow that is gone stays chosen until someone takes it off', () => {
  const known = [{ id: 'a', name: 'Follow-up', status: 'published' }, { id: 'b', name: 'Nurture', status: 'draft' }]
  expect(workflowChoices(known, null).map(({ label }) => label)).toEqual(['Follow-up', 'Nurture (draft)'])
  expect(workflowChoices(known, 'gone').at(-1)).toEqual({ value: 'gone', label: 'Workflow gone' })
})

test('a window of the account’s own is among those to choose from', () => {
  expect(windowsWith(300)).toHaveLength(5)
  expect(windowsWith(45).at(-1)).toEqual({ value: '45', label: '45 seconds' })
})
