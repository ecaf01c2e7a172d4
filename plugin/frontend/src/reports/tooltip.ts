/** The dark card beside the crosshair: the date, then one row per line of the chart. */
import type uPlot from 'uplot'

import css from './reports.module.css'

/** What the tooltip says about one bucket. */
export interface Reading {
  date: string
  rows: { label: string; value: string; color: string }[]
}

function element(tag: string, className: string | undefined, text = ''): HTMLElement {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.textContent = text
  return made
}

function fill(card: HTMLElement, { date, rows }: Reading): void {
  const lines = rows.map(({ label, value, color }) => {
    const line = element('div', css.tipRow)
    const dot = element('i', css.tipDot)
    dot.style.background = color
    line.append(dot, element('span', undefined, label), element('b', undefined, value))
    return line
  })
  card.replaceChildren(element('div', css.tipDate, date), ...lines)
}

const GAP = 14

function place(card: HTMLElement, x: number, width: number): void {
  const fits = x + GAP + card.offsetWidth <= width
  const left = fits ? x + GAP : x - GAP - card.offsetWidth
  card.style.transform = `translate(${Math.max(0, left)}px, 4px)`
}

/** A uPlot plugin that shows `reading` of the bucket under the cursor; it flips so as never to cover the point. */
export function tooltip(reading: (index: number) => Reading | null): uPlot.Plugin {
  const card = element('div', css.tip)
  card.hidden = true
  return {
    hooks: {
      init: (u) => void u.over.append(card),
      setCursor: (u) => {
        const said = u.cursor.idx === null || u.cursor.idx === undefined ? null : reading(u.cursor.idx)
        card.hidden = said === null
        if (!said) return
        fill(card, said)
        place(card, u.cursor.left ?? 0, u.over.clientWidth)
      },
    },
  }
}
