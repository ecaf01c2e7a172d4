/** What a link can be, and how each kind is called. */
import type { LinkKind } from '../session/link'

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
