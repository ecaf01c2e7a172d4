/** Asks the reports; whoever hears of new clicks asks again. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { apiCall, type Query } from '../session/api'
import type { Report } from '../session/schemas'
import { useTerms } from './terms'

/** A question's name, as the API has it. */
export type Kind = Exclude<keyof Report, 'window'>

// What is seen first is asked at once, what stands below in a second breath, what a tab holds when it is opened.
const HEAD = 'cards,clicks_over_time,countries,devices,browsers,systems,sources'
const BELOW = 'busiest_hours,links,bots,engagement,destinations,split'

/** The report of a query; the previous answer stays on screen while a new one is counted. */
export function useReportOf(questions: string, query: Query) {
  const asked = { questions, ...query }
  return useQuery({
    queryKey: ['reports', asked],
    queryFn: () => apiCall<Report>('GET', '/reports', { query: asked }),
    placeholderData: keepPreviousData,
  })
}

/** What is seen first of the screen's report. */
export function useHead() {
  return useReportOf(HEAD, useTerms().query)
}

function together(kind: Kind): string {
  return [HEAD, BELOW].find((questions) => questions.split(',').includes(kind)) ?? kind
}

/** The answer to one question of the screen's report. */
export function useAnswer<K extends Kind>(kind: K, more: Query = {}) {
  const { query } = useTerms()
  const { data, error, refetch } = useReportOf(together(kind), { ...query, ...more })
  return { answer: data?.[kind] as Report[K] | undefined, zone: data?.window.zone ?? 'UTC', error, refetch }
}

/** All the clicks that shares are of, once they are counted. */
export function useTotal(): number | undefined {
  return useHead().data?.cards?.clicks
}
