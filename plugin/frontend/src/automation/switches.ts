/** What the account lets clicks do in the CRM, and the CRM's workflows to choose from. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

import { toast, toastFault } from '../look/toast'
import { apiCall } from '../session/api'
import type { Switches, Workflow } from '../session/schemas'

/** A kind of thing that clicks may do. */
export interface Deed {
  name: Exclude<keyof Switches, 'window_s'>
  label: string
  hint: string
}

/** Every switch, in the order in which they stand. */
export const DEEDS: readonly Deed[] = [
  { name: 'tag', label: 'Add tags', hint: 'The tags that a link or its campaign names, within about a second of the click.' },
  { name: 'lead', label: 'Bring leads', hint: 'Who fills in a link’s form becomes a contact, or is found among yours.' },
  { name: 'trigger', label: 'Start workflows that wait for clicks', hint: 'Workflows with a Smart Links trigger hear of clicks, leads and click limits.' },
  { name: 'sync', label: 'Keep contact fields', hint: 'The last link clicked, how many clicks in all, and the date of the last.' },
  { name: 'note', label: 'Write notes', hint: 'One note on the contact’s timeline, with the links, the place and the device.' },
]

/** For how long clicks of one contact become one note and one update. */
export const WINDOWS = [
  { value: '60', label: '1 minute' },
  { value: '300', label: '5 minutes' },
  { value: '900', label: '15 minutes' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
] as const

/** The windows to choose from, with the account's own among them. */
export function windowsWith(seconds: number): { value: string; label: string }[] {
  const known = WINDOWS.some(({ value }) => value === String(seconds))
  return known ? [...WINDOWS] : [...WINDOWS, { value: String(seconds), label: `${seconds} seconds` }]
}

/** The account's switches. */
export const switchesQuery = queryOptions({ queryKey: ['switches'], queryFn: () => apiCall<Switches>('GET', '/automations') })

/** The workflows of the CRM. */
export const workflowsQuery = queryOptions({
  queryKey: ['workflows'],
  queryFn: async () => (await apiCall<{ items: Workflow[] }>('GET', '/automations/workflows')).items,
  staleTime: 30_000,
})

/** Changes some switches; what is left out stays. */
export function useSaveSwitches() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Partial<Switches>) => apiCall<Switches>('PUT', '/automations', { body }),
    onSuccess: (saved) => {
      client.setQueryData(switchesQuery.queryKey, saved)
      toast('Saved')
    },
    onError: (error) => toastFault('Not saved', error),
  })
}
