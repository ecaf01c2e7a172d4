/** The one way the dashboard calls its API. */
import { bearerToken } from './bearer'
import { readConfig } from './config'
import { ApiError } from './errors'
import { request } from './request'

type Query = Record<string, string | number | null | undefined>

function addressOf(path: string, query: Query): string {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') asked.set(name, String(value))
  }
  const search = asked.size > 0 ? `?${asked.toString()}` : ''
  return `${readConfig().api}${path}${search}`
}

/** Calls `method path` as the signed-in staff; signs in once more where the bearer is refused. Throws ApiError. */
export async function apiCall<T>(method: string, path: string, { query = {}, body }: { query?: Query; body?: unknown } = {}) {
  const url = addressOf(path, query)
  const token = await bearerToken()
  try {
    return await request<T>(method, url, { body, token })
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    return request<T>(method, url, { body, token: await bearerToken(token) })
  }
}
