/** The parts of the editor, each a press away. */
import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

import { useWidth } from '../look/width'
import { faultWithin } from '../session/errors'
import css from './editor.module.css'
import type { Part } from './sections'

// Below the nav and the row itself, down to where people read.
const READ = { full: '-140px 0px -55% 0px', compact: '-180px 0px -50% 0px', phone: '-210px 0px -40% 0px' }

function useHere(ids: string): string | null {
  const [here, setHere] = useState<string | null>(null)
  const width = useWidth()
  useEffect(() => {
    const seen = new Set<string>()
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(target.id)
          else seen.delete(target.id)
        }
        const first = ids.split(' ').find((id) => seen.has(`section-${id}`))
        if (first) setHere(first)
      },
      // In a frame of another origin, margins count only where the root is named.
      { root: document, rootMargin: READ[width] },
    )
    for (const id of ids.split(' ')) {
      const section = document.querySelector(`#section-${id}`)
      if (section) watch.observe(section)
    }
    return () => watch.disconnect()
  }, [ids, width])
  return here
}

interface TabsProps {
  parts: readonly Part[]
  count: (part: Part) => number
  error: unknown
  go: (id: string) => void
}

/** The tabs; the one that is being read is the current one. */
export function SectionTabs({ parts, count, error, go }: TabsProps) {
  const here = useHere(parts.map(({ id }) => id).join(' '))
  const strip = useRef<HTMLElement>(null)
  useEffect(() => {
    strip.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [here])
  return (
    <nav ref={strip} className={css.tabs} aria-label="Parts of the link">
      {parts.map((part) => (
        <UnstyledButton
          key={part.id}
          className={css.tab}
          aria-current={(here ?? parts[0]?.id) === part.id ? 'location' : undefined}
          data-fault={part.fields.some((field) => faultWithin(error, field)) || undefined}
          onClick={() => go(part.id)}
        >
          {part.label}
          {count(part) > 0 && <span className={css.count}>{count(part)}</span>}
        </UnstyledButton>
      ))}
    </nav>
  )
}
