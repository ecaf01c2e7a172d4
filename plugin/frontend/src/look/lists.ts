/** Edits of ordered lists whose items people add, move and remove. */

let made = 0

/** An item with a name of its own, so that a field keeps its focus while the list around it changes. */
export type Keyed<T> = T & { key: string }

/** The item, named. */
export function keyed<T extends object>(item: T): Keyed<T> {
  made += 1
  return { ...item, key: `item-${made}` }
}

/** The items as the API knows them. */
export function unkeyed<T extends object>(items: readonly Keyed<T>[]): T[] {
  return items.map((item) => Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'key')) as T)
}

/** The list with the item at `place` changed. */
export function changedAt<T>(items: readonly T[], place: number, change: Partial<T>): T[] {
  return items.map((item, index) => (index === place ? { ...item, ...change } : item))
}

/** The list without the item at `place`. */
export function withoutAt<T>(items: readonly T[], place: number): T[] {
  return items.filter((_, index) => index !== place)
}

/** The list with the item at `from` put to `to`; beyond either end it stays as it is. */
export function movedTo<T>(items: readonly T[], from: number, to: number): T[] {
  const moved = items[from]
  if (moved === undefined || to < 0 || to >= items.length) return [...items]
  return withoutAt(items, from).toSpliced(to, 0, moved)
}
