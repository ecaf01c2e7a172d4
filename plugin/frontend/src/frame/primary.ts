/** One bright button per view: a screen with a primary action of its own says so here. */
import { useEffect, useSyncExternalStore } from 'react'

let owners = 0
const listeners = new Set<() => void>()

function moved(by: number): void {
  owners += by
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Claims the view's primary action while the calling component is on screen. */
export function useOwnPrimary(): void {
  useEffect(() => {
    moved(1)
    return () => moved(-1)
  }, [])
}

/** Whether a screen has claimed it, so that "New link" in the nav steps back. */
export function useIsPrimaryTaken(): boolean {
  return useSyncExternalStore(subscribe, () => owners > 0)
}
