/** Asks what is new while somebody looks, and has the reports counted again when something is. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'

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

/** Calls `ask` every few seconds while the page is visible, at once when it becomes so, never twice at a time. */
export function whileVisible(ask: () => Promise<void>, everyMs: number): () => void {
  let timer: number | undefined
  let busy = false
  let ended = false
  const turn = async () => {
    window.clearTimeout(timer)
    if (ended || busy || document.visibilityState !== 'visible') return
    busy = true
    // Without an answer the next turn asks again, from the same place.
    await ask().catch(() => undefined)
    busy = false
    if (!ended) timer = window.setTimeout(() => void turn(), everyMs)
  }
  const look = () => void turn()
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    ended = true
    window.clearTimeout(timer)
    document.removeEventListener('visibilitychange', look)
  }
}

/** New clicks as they come: of one link, or of the whole account. */
export function useLive(linkId?: string): Feed {
  const client = useQueryClient()
  const [feed, setFeed] = useState(NOTHING)
  const counted = useRef(0)
  useEffect(() => {
    let cursor = ''
    const ask = async () => {
      const came = await apiCall<Live>('GET', '/reports/live', { query: { cursor, link_id: linkId } })
      cursor = came.cursor
      const theirs = came.reset || came.clicks.length > 0 || (came.new > 0 && !linkId)
      if (theirs || (came.new > 0 && Date.now() - counted.current > OTHERS_MS)) {
        counted.current = Date.now()
        recount(client)
      }
      setFeed((before) => fed(before, came))
    }
    return whileVisible(ask, EVERY_MS)
  }, [client, linkId])
  return feed
}
