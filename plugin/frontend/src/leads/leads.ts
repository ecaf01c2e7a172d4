/** Asks for the visitors who told us who they are. */
import { useQuery } from '@tanstack/react-query'

import { apiCall } from '../session/api'
import type { Lead, Page } from '../session/schemas'

const EVERY_MS = 15_000
const MOST = 100

/** The latest leads of a link, a hundred at most. */
export function useLeads(linkId: string) {
  const query = { link_id: linkId, limit: MOST }
  return useQuery({
    queryKey: ['leads', query],
    queryFn: () => apiCall<Page<Lead>>('GET', '/leads', { query }),
    refetchInterval: EVERY_MS,
  })
}
