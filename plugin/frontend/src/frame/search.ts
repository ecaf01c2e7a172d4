/** The way to the search field from anywhere: the button in the nav, and "/". */
import { useEffect } from 'react'
import { useLocation } from 'wouter'

/** The id of the field that "/" goes to. */
export const SEARCH_ID = 'search-links'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
}

function focusSearch(): void {
  document.getElementById(SEARCH_ID)?.focus()
}

/** Opens the links with the search field ready. */
export function useGoSearch(): () => void {
  const [, go] = useLocation()
  return () => {
    go('/links')
    // The field is on the page only after the screen has changed.
    requestAnimationFrame(() => requestAnimationFrame(focusSearch))
  }
}

/** Lets "/" go to the search wherever nobody is typing. */
export function useSlash(goSearch: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      goSearch()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  })
}
