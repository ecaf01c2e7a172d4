/** The way to the search field from anywhere: the button in the nav, and "/". */
import { useEffect } from 'react'
import { useLocation } from 'wouter'

let field: HTMLInputElement | null = null
let isWanted = false

/** The search field's ref: it takes the focus at once if someone is on the way to it. */
export function searchField(node: HTMLInputElement | null): void {
  field = node
  if (!node || !isWanted) return
  isWanted = false
  node.focus()
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
}

/** Opens the links with the search field ready. */
export function useGoSearch(): () => void {
  const [, go] = useLocation()
  return () => {
    isWanted = field === null
    field?.focus()
    go('/links')
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
