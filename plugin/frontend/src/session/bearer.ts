/** Holds the bearer, in memory only, and has a fresh one ready before the old one ends. */
import { readConfig } from './config'
import { askParent } from './handshake'
import { request } from './request'
import type { Opened, Session } from './schemas'

const EARLY_MS = 60_000

interface Bearer {
  token: string
  until: number
}

let bearer: Bearer | null = null
let renewal: Promise<Opened> | null = null
// The account that an admin of a company has opened from its list; the CRM speaks of the company all the while.
let entered: string | null = null

async function exchange(): Promise<Opened> {
  const { api } = readConfig()
  const payload = await askParent()
  const first = await request<Session>('POST', `${api}/session`, { body: { payload } })
  const opens = first.admin ? entered : null
  const session = opens ? await request<Session>('POST', `${api}/accounts/${opens}/session`, { token: first.token }) : first
  bearer = { token: session.token, until: Date.now() + session.expires_in * 1_000 }
  return { me: session.me as Opened['me'], admin: session.admin as Opened['admin'], entered: opens !== null }
}

/** Signs in by the parent frame's blob; callers at the same time share one exchange. */
export function signIn(): Promise<Opened> {
  renewal ??= exchange().finally(() => {
    renewal = null
  })
  return renewal
}

/** Signs in to one of the company's accounts from here on, or with null back to its list. */
export async function enter(account: string | null): Promise<Opened> {
  // A renewal on its way is of where we were.
  await renewal?.catch(() => undefined)
  const was = entered
  entered = account
  try {
    return await signIn()
  } catch (error) {
    entered = was
    throw error
  }
}

/** A bearer that lasts: the one we hold, or a new one if it is about to end or was `refused`. */
export async function bearerToken(refused?: string): Promise<string> {
  const lasts = bearer !== null && bearer.until - Date.now() > EARLY_MS && bearer.token !== refused
  if (!lasts) await signIn()
  if (!bearer) throw new Error('signed in without a bearer')
  return bearer.token
}
