/** One HTTP exchange with our server: JSON in, JSON out, a time-out, and refusals as ApiError. */
import { ApiError } from './errors'

const TIMEOUT_MS = 20_000

/** What may go with a request. */
export interface Sending {
  body?: unknown
  token?: string
}

function headersFor({ body, token }: Sending): Record<string, string> {
  return {
    Accept: 'application/json',
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  }
}

async function send(method: string, url: string, sending: Sending, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: headersFor(sending),
      body: sending.body === undefined ? undefined : JSON.stringify(sending.body),
      credentials: 'omit',
      signal,
    })
  } catch (reason) {
    const slow = reason instanceof DOMException && reason.name === 'TimeoutError'
    throw new ApiError(slow ? 'slow' : 'unreachable', 'no answer', 0)
  }
}

async function refusal(answer: Response): Promise<ApiError> {
  const said = (await answer.json().catch(() => ({}))) as Partial<ApiError>
  return new ApiError(said.code ?? 'unreachable', said.message ?? answer.statusText, answer.status, said.details ?? {})
}

/** The JSON that `url` answers; undefined for 204. Throws ApiError. */
export async function request<T>(method: string, url: string, sending: Sending = {}): Promise<T> {
  const answer = await send(method, url, sending, AbortSignal.timeout(TIMEOUT_MS))
  if (!answer.ok) throw await refusal(answer)
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T)
}

/** The file that `url` answers with; a long one may take as long as it takes. Throws ApiError. */
export async function requestFile(url: string, token: string): Promise<Blob> {
  const answer = await send('GET', url, { token })
  if (!answer.ok) throw await refusal(answer)
  return answer.blob().catch(() => {
    throw new ApiError('unreachable', 'the file was cut off', 0)
  })
}
