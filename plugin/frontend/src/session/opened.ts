/** Where we were let in: an account, or a company's own page; and the way between the two. */
import { queryOptions, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'

import { toastFault } from '../look/toast'
import { enter, signIn } from './bearer'
import { meQuery } from './me'
import type { Opened } from './schemas'

function keep(client: QueryClient, opened: Opened): Opened {
  if (opened.me) client.setQueryData(meQuery.queryKey, opened.me)
  return opened
}

const openedQuery = (client: QueryClient) =>
  queryOptions({
    queryKey: ['session'],
    queryFn: async () => keep(client, await signIn()),
    retry: false,
    staleTime: Infinity,
    gcTime: Infinity,
    networkMode: 'always',
  })

/** What the sign-in gave; asked once. */
export function useOpened() {
  return useQuery(openedQuery(useQueryClient()))
}

/** Opens one of the company's accounts, or with null goes back to its list. */
export function useEnter() {
  const client = useQueryClient()
  const [, go] = useLocation()
  return useMutation({
    mutationFn: (account: string | null) => enter(account),
    onSuccess: (opened) => {
      if (opened.me) {
        // What another account told must not be seen in this one.
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
        go('/')
      }
      client.setQueryData(openedQuery(client).queryKey, keep(client, opened))
    },
    onError: (error) => toastFault('Not opened', error),
  })
}
