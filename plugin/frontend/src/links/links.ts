/** Asks for links and changes them. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { apiCall } from '../session/api'
import type { Link, LinkWriting, Page } from '../session/schemas'

const LIVE_MS = 5_000

/** Which links a list asks for. */
export interface LinksAsked {
  search?: string
  tag?: string | null
  campaign?: string | null
  status?: string | null
  sort?: string
  cursor?: string | null
  limit?: number
  live?: boolean
}

/** The name that people see: the title, or the short link's ending. */
export function nameOf(link: Pick<Link, 'title' | 'slug'>): string {
  return link.title.trim() || link.slug
}

/** One page of links, with the count of all that match. */
export function useLinks({ live, ...query }: LinksAsked) {
  return useQuery({
    queryKey: ['links', 'list', query],
    queryFn: () => apiCall<Page<Link> & { total: number }>('GET', '/links', { query }),
    placeholderData: keepPreviousData,
    refetchInterval: live ? LIVE_MS : false,
  })
}

/** One link. */
export function useLink(id: string) {
  return useQuery({ queryKey: ['links', 'one', id], queryFn: () => apiCall<Link>('GET', `/links/${id}`) })
}

function useKeep() {
  const client = useQueryClient()
  // Nobody waits for the lists: the screen goes on with the link as the API gave it back.
  return (link: Link) => {
    client.setQueryData(['links', 'one', link.id], link)
    for (const key of ['links', 'tags', 'campaigns', 'me']) void client.invalidateQueries({ queryKey: [key] })
  }
}

/** Makes a link, or changes the one with `id`. */
export function useSaveLink(id?: string) {
  const keep = useKeep()
  return useMutation({
    mutationFn: (body: LinkWriting) =>
      id ? apiCall<Link>('PATCH', `/links/${id}`, { body }) : apiCall<Link>('POST', '/links', { body }),
    onSuccess: keep,
  })
}

/** Pauses a link, or lets it run again. */
export function usePauseLink() {
  const keep = useKeep()
  return useMutation({
    mutationFn: ({ id, paused }: { id: string; paused: boolean }) => apiCall<Link>('PATCH', `/links/${id}`, { body: { paused } }),
    onSuccess: keep,
  })
}

/** Deletes a link, with its clicks, for good. */
export function useDeleteLink() {
  const client = useQueryClient()
  // What is asked about the link itself is left alone: it would be asked again and be gone.
  const around = [['links', 'list'], ['tags'], ['campaigns'], ['me']]
  return useMutation({
    mutationFn: (id: string) => apiCall<void>('DELETE', `/links/${id}`),
    onSuccess: () => {
      for (const queryKey of around) void client.invalidateQueries({ queryKey })
    },
  })
}
