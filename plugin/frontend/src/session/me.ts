/** The signed-in person, their account and plan, kept fresh. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'

import { apiCall } from './api'
import type { Me } from './schemas'

/** How `me` is asked; the sign-in fills it first. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => apiCall<Me>('GET', '/me'), staleTime: 60_000 })

/** Who is looking; only below the SessionGate. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}
