/** Which parts of the editor are open, and the way to each of them. */
import { useEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

import { faultWithin } from '../session/errors'
import type { Link } from '../session/schemas'
import type { Draft } from './draft'
import { PARTS, type Part } from './sections'

/** The parts that this kind of link has, which of them are open, and how to go to one. */
export function useParts(draft: Draft, link: Link | undefined, error: unknown) {
  const [open, setOpen] = useState(() => PARTS.filter((part) => part.set(draft, link).length > 0).map(({ id }) => id))
  const isOpen = ({ id, fields }: Part) => open.includes(id) || fields.some((field) => faultWithin(error, field) !== null)
  const toggle = (id: string) => setOpen(open.includes(id) ? open.filter((one) => one !== id) : [...open, id])
  const go = (id: string) => {
    flushSync(() => setOpen([...new Set([...open, id])]))
    document.querySelector(`#section-${id}`)?.scrollIntoView({ block: 'start' })
  }
  return { parts: PARTS.filter(({ notFor }) => !notFor?.includes(draft.kind)), isOpen, toggle, go }
}

/** Takes the keyboard to the first field that the API refused. */
export function useFirstFault(form: RefObject<HTMLFormElement | null>, error: unknown): void {
  useEffect(() => {
    if (!error) return
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    const place = field ?? form.current?.querySelector<HTMLElement>('[role="alert"]')
    place?.scrollIntoView({ block: 'center' })
    field?.focus({ preventScroll: true })
  }, [form, error])
}
