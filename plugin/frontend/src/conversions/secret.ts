/** The secret that an account's servers sign conversions with. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { apiCall } from '../session/api'
import type { SecretMade, SecretShown } from '../session/schemas'

const PATH = '/conversions/secret'
const KEY = ['conversions', 'secret']

/** Whether there is one, and since when. */
export function useSecret() {
  return useQuery({ queryKey: KEY, queryFn: () => apiCall<SecretShown>('GET', PATH) })
}

/** Makes a new one; the answer is the only time that it is told. */
export function useRenewSecret() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => apiCall<SecretMade>('POST', PATH),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  })
}
