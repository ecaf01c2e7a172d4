/** What a link can be, and how each kind is called. */
import { bare } from '../links/address'
import type { LinkKind } from '../session/link'
import type { Link } from '../session/schemas'

/** Every kind, in the order in which the editor offers them. */
export const KINDS: { value: LinkKind; label: string }[] = [
  { value: 'redirect', label: 'Web address' },
  { value: 'vcard', label: 'Contact card' },
  { value: 'amazon', label: 'Amazon search' },
]

/** "Contact card". */
export function kindName(kind: LinkKind): string {
  return KINDS.find(({ value }) => value === kind)?.label ?? kind
}

/** Where a link leads, in short: a contact card leads nowhere, so it is called what it is. */
export function leadsTo({ destination, kind }: Pick<Link, 'destination' | 'kind'>): string {
  return bare(destination) || kindName(kind)
}
