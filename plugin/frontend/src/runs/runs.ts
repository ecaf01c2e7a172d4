/** Asks what clicks did in the CRM. */
import { useQuery } from '@tanstack/react-query'

import { apiCall } from '../session/api'
import type { Page, Run } from '../session/schemas'

const EVERY_MS = 5_000
const RECENT = 8

/** The latest runs of a link. */
export function useRuns(linkId: string) {
  const query = { link_id: linkId, limit: RECENT }
  return useQuery({
    queryKey: ['runs', query],
    queryFn: () => apiCall<Page<Run>>('GET', '/runs', { query }),
    refetchInterval: EVERY_MS,
  })
}
