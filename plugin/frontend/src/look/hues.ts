/** The nine hues that tags, tiles and avatars take. */

/** Every hue, in the order in which they are offered. */
export const HUES = ['indigo', 'violet', 'fuchsia', 'teal', 'sky', 'amber', 'rose', 'green', 'slate'] as const

/** One of the nine. */
export type Hue = (typeof HUES)[number]

function isHue(name: string): name is Hue {
  return (HUES as readonly string[]).includes(name)
}

/** The class that sets a hue's colors; slate for a name we do not know. */
export function hueClass(name: string): string {
  return `sl-hue-${isHue(name) ? name : 'slate'}`
}

/** The hue that a name always gets. */
export function hueOf(name: string): Hue {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return HUES[sum % 8] ?? 'slate'
}
