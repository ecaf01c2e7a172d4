/** Puts a text on the clipboard, in frames that may not use the clipboard's own interface too. */
import { useEffect, useState } from 'react'

const SAID_MS = 2_000

function copyBySelection(text: string): void {
  const field = document.createElement('textarea')
  const before = document.activeElement
  field.value = text
  field.readOnly = true
  field.className = 'sl-hidden'
  // Dialogs keep the focus inside, so the field has to stand beside what was pressed.
  const place = before?.parentElement ?? document.body
  place.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
}

async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // The CRM's frame may not hand the clipboard on; a selection needs nobody's leave.
    copyBySelection(text)
  }
}

/** `copy` puts `text` on the clipboard; `copied` says so for two seconds. */
export function useCopy(text: string): { copied: boolean; copy: () => void } {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const said = window.setTimeout(() => setCopied(false), SAID_MS)
    return () => window.clearTimeout(said)
  }, [copied])
  const copy = () => void copyText(text).then(() => setCopied(true))
  return { copied, copy }
}
