/** The one way the dashboard calls its API. */
import { bearerToken } from './bearer'
import { readConfig } from './config'
import { ApiError } from './errors'
import { request, requestFile } from './request'

/** What is asked after the `?`: blank values are left out; a list repeats its name, blanks among its values too. */
export type Query = Record<string, string | number | readonly string[] | null | undefined>

/** The address of `path` with its query. */
export function addressOf(path: string, query: Query): string {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value) asked.append(name, String(one))
    else if (value !== null && value !== undefined && value !== '') asked.set(name, String(value))
  }
  const search = asked.size > 0 ? `?${asked.toString()}` : ''
  return `${readConfig().api}${path}${search}`
}

/** Calls `method path` as the signed-in staff; signs in once more where the bearer is refused. Throws ApiError. */
export async function apiCall<T>(method: string, path: string, { query = {}, body }: { query?: Query; body?: unknown } = {}) {
  const url = addressOf(path, query)
  return signedIn((token) => request<T>(method, url, { body, token }))
}

/** The file that `path` answers with, for the browser to keep. Throws ApiError. */
export async function apiFile(path: string, query: Query = {}): Promise<Blob> {
  const url = addressOf(path, query)
  return signedIn((token) => requestFile(url, token))
}

async function signedIn<T>(call: (token: string) => Promise<T>): Promise<T> {
  const token = await bearerToken()
  try {
    return await call(token)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    return call(await bearerToken(token))
  }
}
