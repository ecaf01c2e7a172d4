/** How uPlot draws clicks over time: a bright spline, a dotted period before, hairlines, dates flush at both ends. */
import uPlot from 'uplot'

import { tokenValue, type Token } from '../look/tokens'
import { short } from '../look/numbers'
import { datedBuckets, ticks } from './axis'
import { tooltip, type Reading } from './tooltip'

const MAIN = 2
const FONT = "500 11px 'Inter Variable', Inter, system-ui, sans-serif"

function across(u: uPlot): CanvasGradient | string {
  const { left, width } = u.bbox
  if (!width) return tokenValue('indigo')
  const gradient = u.ctx.createLinearGradient(left, 0, left + width, 0)
  const stops: [number, Token][] = [[0, 'indigo'], [0.55, 'violet'], [1, 'fuchsia']]
  for (const [at, token] of stops) gradient.addColorStop(at, tokenValue(token))
  return gradient
}

function fading(u: uPlot): CanvasGradient | string {
  const { top, height } = u.bbox
  if (!height) return 'transparent'
  const gradient = u.ctx.createLinearGradient(0, top, 0, top + height)
  gradient.addColorStop(0, 'rgba(124,58,237,.17)')
  gradient.addColorStop(1, 'rgba(124,58,237,0)')
  return gradient
}

function drawDates(u: uPlot, labels: () => readonly string[]): void {
  const { ctx, bbox } = u
  const ratio = uPlot.pxRatio
  const all = labels()
  const marked = datedBuckets(all.length, u.width < 560 ? 3 : 7)
  ctx.save()
  ctx.font = FONT.replace('11px', `${11 * ratio}px`)
  ctx.fillStyle = tokenValue('ink-3')
  ctx.textBaseline = 'top'
  for (const index of marked) {
    const last = index === all.length - 1 && index > 0
    ctx.textAlign = index === 0 && all.length > 1 ? 'left' : last ? 'right' : 'center'
    ctx.fillText(all[index] ?? '', u.valToPos(index, 'x', true), bbox.top + bbox.height + 10 * ratio)
  }
  ctx.restore()
}

function axes(): uPlot.Axis[] {
  return [
    { size: 28, values: (_, splits) => splits.map(() => ''), grid: { show: false }, ticks: { show: false } },
    {
      size: 46,
      gap: 12,
      font: FONT,
      stroke: () => tokenValue('ink-3'),
      splits: (u) => ticks(u.scales.y?.max ?? 0),
      values: (_, splits) => splits.map(short),
      grid: { stroke: () => tokenValue('line'), width: 1 },
      ticks: { show: false },
    },
  ]
}

function series(alone: boolean): uPlot.Series[] {
  const spline = uPlot.paths.spline?.()
  const dots = { show: alone, size: 7, fill: () => tokenValue('violet') }
  return [
    {},
    { stroke: () => tokenValue('ink-4'), width: 1.5, dash: [2, 5], paths: spline, points: { show: false } },
    { stroke: across, fill: fading, width: 2.25, paths: spline, points: dots },
  ]
}

function cursor(): uPlot.Cursor {
  return {
    y: false,
    drag: { x: false, y: false },
    // The crosshair stands on a day, never between two.
    move: (u, left, top) => [left < 0 ? left : u.valToPos(u.posToIdx(left), 'x'), top],
    points: {
      size: (_, line) => (line === MAIN ? 11 : 8),
      width: 2,
      fill: () => tokenValue('surface'),
      stroke: (_, line) => tokenValue(line === MAIN ? 'violet' : 'ink-3'),
    },
  }
}

/** What the chart reads while it lives: the dates and the rows of the tooltip, by bucket. */
export interface PlotSource {
  labels: () => readonly string[]
  reading: (index: number) => Reading | null
  alone: boolean
}

/** uPlot's options for a chart of `width` × `height` CSS pixels. */
export function plotOptions(width: number, height: number, source: PlotSource): uPlot.Options {
  return {
    width,
    height,
    padding: [10, 8, 0, 0],
    legend: { show: false },
    cursor: cursor(),
    scales: { x: { time: false }, y: { range: (_u, _min, max) => [0, ticks(max ?? 0).at(-1) ?? 4] } },
    axes: axes(),
    series: series(source.alone),
    plugins: [tooltip(source.reading)],
    hooks: { draw: [(u) => drawDates(u, source.labels)] },
  }
}
