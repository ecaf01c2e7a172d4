/** A contact's own clicks, page by page. */
import { useInfiniteQuery } from '@tanstack/react-query'

import { apiCall } from '../session/api'
import type { Page, Told } from '../session/schemas'

const PAGE = 25

/** How a contact is called: by the CRM's name for them, else by the end of their id there. */
export function contactName(name: string | null, id: string): string {
  return name ?? `Contact …${id.slice(-6)}`
}

/** Every click of theirs that is kept, the newest first. */
export function useContactClicks(id: string) {
  return useInfiniteQuery({
    queryKey: ['contact', id],
    queryFn: ({ pageParam }) =>
      apiCall<Page<Told>>('GET', `/reports/contacts/${encodeURIComponent(id)}/clicks`, { query: { cursor: pageParam, limit: PAGE } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
