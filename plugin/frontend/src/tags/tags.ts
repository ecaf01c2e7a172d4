/** Asks for tags and changes them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { apiCall } from '../session/api'
import { everyPage } from '../session/everyPage'
import type { Tag, TagWriting } from '../session/schemas'

/** Every tag of the account. */
export function useTags() {
  return useQuery({ queryKey: ['tags'], queryFn: () => everyPage<Tag>('/tags'), staleTime: 30_000 })
}

function useRefresh() {
  const client = useQueryClient()
  return () => {
    for (const key of ['tags', 'links']) void client.invalidateQueries({ queryKey: [key] })
  }
}

/** Adds a tag, or changes the one with `id`. */
export function useSaveTag(id?: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: TagWriting) =>
      id ? apiCall<Tag>('PATCH', `/tags/${id}`, { body }) : apiCall<Tag>('POST', '/tags', { body }),
    onSuccess: refresh,
  })
}

/** Deletes a tag from every link. */
export function useDeleteTag() {
  const refresh = useRefresh()
  return useMutation({ mutationFn: (id: string) => apiCall<void>('DELETE', `/tags/${id}`), onSuccess: refresh })
}
