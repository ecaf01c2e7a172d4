/** Holds the bearer, in memory only, and has a fresh one ready before the old one ends. */
import { readConfig } from './config'
import { askParent } from './handshake'
import { request } from './request'
import type { Me, Session } from './schemas'

const EARLY_MS = 60_000

interface Bearer {
  token: string
  until: number
}

let bearer: Bearer | null = null
let renewal: Promise<Me> | null = null

async function exchange(): Promise<Me> {
  const payload = await askParent()
  const session = await request<Session>('POST', `${readConfig().api}/session`, { body: { payload } })
  bearer = { token: session.token, until: Date.now() + session.expires_in * 1_000 }
  return session.me
}

/** Signs in by the parent frame's blob; callers at the same time share one exchange. */
export function signIn(): Promise<Me> {
  renewal ??= exchange().finally(() => {
    renewal = null
  })
  return renewal
}

/** A bearer that lasts: the one we hold, or a new one if it is about to end or was `refused`. */
export async function bearerToken(refused?: string): Promise<string> {
  const lasts = bearer !== null && bearer.until - Date.now() > EARLY_MS && bearer.token !== refused
  if (!lasts) await signIn()
  if (!bearer) throw new Error('signed in without a bearer')
  return bearer.token
}
