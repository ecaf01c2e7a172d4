/** Asks for files of clicks and of reports, watches them being made and hands them to the browser. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { apiCall, apiFile, type Query } from '../session/api'
import type { Export, Page } from '../session/schemas'

const EVERY_MS = 1_000
const SHOWN = 20
const KEY = ['exports']

/** Whether a file is still to come. */
export function isUnderWay({ state }: Pick<Export, 'state'>): boolean {
  return state === 'waiting' || state === 'working'
}

/** The files that are kept or being made, the newest first; asked again while one is being made. */
export function useExports() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => apiCall<Page<Export>>('GET', '/exports', { query: { limit: SHOWN } }),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? EVERY_MS : false),
  })
}

function keep(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has taken it once this turn is over.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 0)
}

/** Has a file of clicks made, on the terms of the report. */
export function useExportClicks() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (terms: Query) => apiCall<Export>('POST', '/exports', { body: { what: 'clicks', ...terms } }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  })
}

/** Saves the answer to one question as a file, at once. */
export function useReportFile() {
  return useMutation({
    mutationFn: async ({ question, terms }: { question: string; terms: Query }) => {
      keep(await apiFile('/exports/report.csv', { question, ...terms, most: 500 }), `${question.replaceAll('_', '-')}.csv`)
    },
  })
}

/** Saves a file that was made. */
export function useFetchExport() {
  return useMutation({ mutationFn: async ({ id, name }: Pick<Export, 'id' | 'name'>) => keep(await apiFile(`/exports/${id}/file`), name) })
}

/** Removes a file before its day is over. */
export function useRemoveExport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => apiCall<void>('DELETE', `/exports/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  })
}
