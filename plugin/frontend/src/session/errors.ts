/** What the API refuses, as a value with a stable code, and the words we say for each code. */
import { NoParent } from './handshake'

// Some refusals write a place in a list as `fields.0.label`, others as `fields[0].label`.
function pathOf(field: string): string {
  return field.replaceAll(/\.(\d+)(?=\.|$)/gu, '[$1]')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** A refusal of the API: `{code, message, details}` with its HTTP status (0 where no answer came). */
export class ApiError extends Error {
  override name = 'ApiError'
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message)
  }

  /** The body field at fault, if the refusal names one: `rules[2].when[0].zone`. */
  get field(): string | null {
    return typeof this.details.field === 'string' ? pathOf(this.details.field) : null
  }

  /** Every field at fault with its sentence; some refusals name several at once. */
  get faults(): (readonly [path: string, words: string])[] {
    if (isRecord(this.details.fields)) return Object.entries(this.details.fields).map(([name, words]) => [pathOf(name), String(words)])
    return this.field === null ? [] : [[this.field, wordsFor(this)]]
  }

  /** A slug that is free, offered beside a taken one. */
  get suggestion(): string | null {
    return typeof this.details.suggestion === 'string' ? this.details.suggestion : null
  }
}

const WORDS: Record<string, string> = {
  unreachable: 'We could not reach Smart Links. Your links still work. Try again in a moment.',
  slow: 'This takes longer than it should. Your links still work. Try again in a moment.',
  sso_refused: 'Your CRM could not confirm who you are. Reload the page to try again.',
  sso_replayed: 'This page was open for a while. Reload it to sign in again.',
  not_installed: 'Smart Links is not installed in this account yet.',
  choose_account: 'Open Smart Links inside one of your accounts.',
  rate_limited: 'That was a lot at once. Wait a minute, then try again.',
  slug_taken: 'Already used by another link.',
  slug_reserved: 'This ending is kept for Smart Links itself. Pick another.',
  slug_invalid: 'Use 4 to 64 letters, digits, - or _.',
  slug_fixed: 'A short link never changes once it is made, so that shared copies keep working.',
  destination_scheme: 'This does not look like a web address. It should start with https://',
  destination_invalid: 'This does not look like a web address. It should start with https://',
  destination_loop: 'This points back to a short link. Use the page it should end on.',
  destination_too_long: 'This address is too long. Keep it under 2,048 characters.',
  date_past: 'This moment is already over. Pick one that is still to come.',
  date_order: 'The end comes before the start. Pick a later one.',
  no_free_slug: 'We found no free ending just now. Try once more.',
  tag_unknown: 'One of these tags was deleted. Take it off, then save again.',
  campaign_unknown: 'This campaign was deleted. Pick another one.',
  admins_only: 'Only admins of your company can do this.',
  uninstall_in_crm: 'Your CRM does not let us do this for you. Uninstall Smart Links in its app marketplace.',
  plan_feature: 'This comes with Pro. Nothing is lost if you wait.',
  tag_taken: 'There is already a tag with this name.',
  campaign_taken: 'There is already a campaign with this name.',
  not_found: 'This is no longer here. Someone may have deleted it.',
}

/** A sentence for a person: ours by code, else the server's own message. */
export function wordsFor(error: unknown): string {
  if (error instanceof NoParent) return 'Your CRM did not answer. Reload the page to go on.'
  if (!(error instanceof ApiError)) return 'Something did not work. Your links still do. Try again in a moment.'
  return WORDS[error.code] ?? error.message
}

function isWithin(field: string, path: string): boolean {
  return field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`)
}

function faultWhere(error: unknown, fits: (field: string) => boolean): string | null {
  if (!(error instanceof ApiError)) return null
  return error.faults.find(([field]) => fits(field))?.[1] ?? null
}

/** The sentence to show at `field`, or null where the error is about something else. */
export function faultAt(error: unknown, field: string): string | null {
  return faultWhere(error, (path) => path === field)
}

/** The sentence to show at `path` and all that lies in it, as `rules[2]` holds `rules[2].when[0].zone`. */
export function faultWithin(error: unknown, path: string): string | null {
  return faultWhere(error, (field) => isWithin(field, path))
}

/** What to say apart from the fields of a form: null where one of `fields` says it already. */
export function faultBeside(error: unknown, fields: readonly string[]): string | null {
  if (!error) return null
  return fields.some((path) => faultWithin(error, path)) ? null : wordsFor(error)
}
