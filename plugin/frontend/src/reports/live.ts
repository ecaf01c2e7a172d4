/** Asks what is new while somebody looks, and has the reports counted again when something is. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { apiCall } from '../session/api'
import type { Live, Told } from '../session/schemas'

const EVERY_MS = 2_500
// Other links' clicks change little of one link's report, so that it need not be counted again for each of them.
const OTHERS_MS = 15_000
const KEPT = 30

/** The newest clicks since the screen was opened, the newest first, and how many these were. */
export interface Feed {
  clicks: readonly Told[]
  count: number
}

const NOTHING: Feed = { clicks: [], count: 0 }

function isSame(one: Told, other: Told): boolean {
  return one.seq === other.seq && one.at === other.at
}

/** The feed with what came; a click that was told before is told once. */
export function fed({ clicks, count }: Feed, { clicks: came, reset }: Pick<Live, 'clicks' | 'reset'>): Feed {
  if (reset) return NOTHING
  const fresh = came.filter((one) => !clicks.some((known) => isSame(known, one)))
  return fresh.length === 0 ? { clicks, count } : { clicks: [...fresh, ...clicks].slice(0, KEPT), count: count + fresh.length }
}

function recount(client: QueryClient): void {
  // A count that is under way goes on: the next turn asks again.
  for (const key of ['reports', 'links', 'leads', 'contact']) void client.invalidateQueries({ queryKey: [key] }, { cancelRefetch: false })
}

/** What `whileVisible` needs of the document. */
export type Page = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>

/** Calls `ask` every few seconds while `page` is visible, at once when it becomes so, never twice at a time. */
export function whileVisible(page: Page, ask: () => Promise<void>, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let busy = false
  let ended = false
  const turn = async () => {
    clearTimeout(timer)
    if (ended || busy || page.visibilityState !== 'visible') return
    busy = true
    // Without an answer the next turn asks again, from the same place.
    await ask().catch(() => undefined)
    busy = false
    if (!ended) timer = setTimeout(() => void turn(), everyMs)
  }
  const look = () => void turn()
  page.addEventListener('visibilitychange', look)
  look()
  return () => {
    ended = true
    clearTimeout(timer)
    page.removeEventListener('visibilitychange', look)
  }
}

// Where the last answer left off, on whatever screen that was: what came meanwhile is news to the next one.
const CURSOR = ['live', 'cursor']

/** New clicks as they come: of one link, or of the whole account. */
export function useLive(linkId?: string): Feed {
  const client = useQueryClient()
  const [feed, setFeed] = useState(NOTHING)
  useEffect(() => {
    let counted = 0
    let owed = false
    const ask = async () => {
      const cursor = client.getQueryData<string>(CURSOR) ?? ''
      const came = await apiCall<Live>('GET', '/reports/live', { query: { cursor, link_id: linkId } })
      client.setQueryData(CURSOR, came.cursor)
      const theirs = came.reset || came.clicks.length > 0 || (came.new > 0 && !linkId)
      const others = came.new > 0 && Date.now() - counted > OTHERS_MS
      if (theirs || others || owed) {
        counted = Date.now()
        recount(client)
      }
      // What came between the first report and the first cursor is in neither, so that it is counted again once.
      owed = cursor === ''
      setFeed((before) => fed(before, came))
    }
    return whileVisible(document, ask, EVERY_MS)
  }, [client, linkId])
  return feed
}
