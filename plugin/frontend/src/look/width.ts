/** How much room the frame gives us: what changes shape, not only size, asks here. */
import { useSyncExternalStore } from 'react'

/** The three widths of the look. */
export type Width = 'phone' | 'compact' | 'full'

/** The look's name for a width in CSS pixels. */
export function widthName(pixels: number): Width {
  if (pixels < 640) return 'phone'
  return pixels < 1024 ? 'compact' : 'full'
}

function subscribe(changed: () => void): () => void {
  const watch = new ResizeObserver(changed)
  watch.observe(document.documentElement)
  return () => watch.disconnect()
}

/** The width that the page has now. */
export function useWidth(): Width {
  return useSyncExternalStore(subscribe, () => widthName(document.documentElement.clientWidth))
}
