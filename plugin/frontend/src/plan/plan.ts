/** Asks for the account's plan and those that it could be on, and hears by itself when it has changed. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

import { toast } from '../look/toast'
import { apiCall } from '../session/api'
import { meQuery, useMe } from '../session/me'
import type { Plan, PlanChoices } from '../session/schemas'

const EVERY_MS = 5_000
const AFTER_FAULT_MS = 30_000

/** The plans that there are, and the marketplace's page about us. */
export const choicesQuery = queryOptions({
  queryKey: ['plan', 'choices'],
  queryFn: () => apiCall<PlanChoices>('GET', '/plan/choices'),
  staleTime: Infinity,
})

/** The account's plan, asked again every few seconds while the page is to be seen; a change is said. */
export function useFreshPlan(): Plan {
  const { plan } = useMe()
  useQuery({ ...meQuery, staleTime: 0, refetchInterval: ({ state }) => (state.error ? AFTER_FAULT_MS : EVERY_MS) })
  const known = useRef(plan.name)
  useEffect(() => {
    if (known.current !== plan.name) toast(`You are on ${plan.label} now`)
    known.current = plan.name
  }, [plan])
  return plan
}
