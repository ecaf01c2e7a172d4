/** The handle by which an item of a list is moved: dragged, or with the arrow keys. */
import { UnstyledButton } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import { useRef, type DragEvent, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'

import css from './look.module.css'

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }

interface GripProps {
  /** What is moved, for those who hear it: "rule 2". */
  what: string
  /** Which list this is: an item is dropped only on its own. */
  list: string
  place: number
  move: (from: number, to: number) => void
}

/** The handle of the item at `place`. */
export function Grip({ what, list, place, move }: GripProps) {
  const handle = useRef<HTMLButtonElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    // The browser takes the focus off an element that is put elsewhere.
    flushSync(() => move(place, place + step))
    handle.current?.focus()
  }
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(`application/x-${list}`, String(place))
    event.dataTransfer.effectAllowed = 'move'
  }
  return (
    <UnstyledButton ref={handle} className={css.grip} draggable aria-label={`Move ${what} with the arrow keys`} onKeyDown={onKeyDown} onDragStart={onDragStart}>
      <IconGripVertical size={16} stroke={1.75} aria-hidden />
    </UnstyledButton>
  )
}

/** What makes the item at `place` one that others of its list can be dropped on. */
export function dropOn(list: string, place: number, move: (from: number, to: number) => void) {
  const type = `application/x-${list}`
  return {
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(type)) event.preventDefault()
    },
    onDrop: (event: DragEvent) => {
      const from = event.dataTransfer.getData(type)
      if (from === '') return
      event.preventDefault()
      move(Number(from), place)
    },
  }
}
