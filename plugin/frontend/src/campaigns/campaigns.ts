/** Asks for campaigns and changes them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { apiCall } from '../session/api'
import { everyPage } from '../session/everyPage'
import type { Campaign, CampaignWriting } from '../session/schemas'

/** Every campaign of the account. */
export function useCampaigns() {
  return useQuery({ queryKey: ['campaigns'], queryFn: () => everyPage<Campaign>('/campaigns'), staleTime: 30_000 })
}

function useRefresh() {
  const client = useQueryClient()
  return () => {
    for (const key of ['campaigns', 'links']) void client.invalidateQueries({ queryKey: [key] })
  }
}

/** Adds a campaign, or changes the one with `id`. */
export function useSaveCampaign(id?: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: CampaignWriting) =>
      id ? apiCall<Campaign>('PATCH', `/campaigns/${id}`, { body }) : apiCall<Campaign>('POST', '/campaigns', { body }),
    onSuccess: refresh,
  })
}

/** Deletes a campaign; its links stay. */
export function useDeleteCampaign() {
  const refresh = useRefresh()
  return useMutation({ mutationFn: (id: string) => apiCall<void>('DELETE', `/campaigns/${id}`), onSuccess: refresh })
}
