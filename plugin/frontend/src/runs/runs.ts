/** Asks what clicks did in the CRM, and has it done again. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { toast, toastFault } from '../look/toast'
import { counted } from '../look/numbers'
import { apiCall } from '../session/api'
import type { Page, Run } from '../session/schemas'

const EVERY_MS = 5_000
const RECENT = 8

/** Which runs a list asks for. */
export interface RunsAsked {
  link_id?: string
  kind?: string | null
  state?: string | null
  contact_id?: string
  cursor?: string | null
  limit?: number
}

/** A page of runs, the newest first, asked again every few seconds. */
export function useRunPage(query: RunsAsked) {
  return useQuery({
    queryKey: ['runs', query],
    queryFn: () => apiCall<Page<Run>>('GET', '/runs', { query: { ...query } }),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  })
}

/** The latest runs of a link. */
export function useRuns(linkId: string) {
  return useRunPage({ link_id: linkId, limit: RECENT })
}

/** Has one run done again. */
export function useRetry() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => apiCall<Run>('POST', `/runs/${id}/retry`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['runs'] }),
    onError: (error) => toastFault('Not tried again', error),
  })
}

/** Has all that failed done again, or what failed of one kind. */
export function useRetryAll() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (kind: string | null) => apiCall<{ retried: number }>('POST', '/runs/retry', { body: kind ? { kind } : {} }),
    onSuccess: ({ retried }) => {
      toast(retried > 0 ? `Trying ${counted(retried, 'step')} again` : 'Nothing needs another try')
      return client.invalidateQueries({ queryKey: ['runs'] })
    },
    onError: (error) => toastFault('Not tried again', error),
  })
}
