/** Reads a short list to its end. */
import { apiCall } from './api'
import type { Page } from './schemas'

const MOST = 100

/** All items of a list that pages by cursor: for tags and campaigns, of which an account has few. */
export async function everyPage<T>(path: string): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    // Each page names the next, so they cannot be asked at once.
    // oxlint-disable-next-line no-await-in-loop
    const page: Page<T> = await apiCall<Page<T>>('GET', path, { query: { cursor, limit: MOST } })
    items.push(...page.items)
    cursor = page.next ?? null
  } while (cursor)
  return items
}
