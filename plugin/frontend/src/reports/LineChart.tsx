/** The canvas of clicks over time, kept in step with its numbers, its room and the color scheme. */
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

import { whole } from '../look/numbers'
import { tokenValue } from '../look/tokens'
import { plotOptions, type PlotSource } from './plot'
import css from './reports.module.css'

/** One point: how it is called on the axis and in full, its number, and the number of its like a period before. */
export interface Bucket {
  at: string
  label: string
  name: string
  value: number
  was: number | null
}

interface LineChartProps {
  buckets: readonly Bucket[]
  label: string
  summary: string
  height: number
}

function dataOf(buckets: readonly Bucket[]): uPlot.AlignedData {
  return [buckets.map((_, index) => index), buckets.map(({ was }) => was), buckets.map(({ value }) => value)]
}

function sourceOf(latest: { current: LineChartProps }): PlotSource {
  return {
    alone: latest.current.buckets.length < 2,
    labels: () => latest.current.buckets.map((bucket) => bucket.label),
    reading: (index) => {
      const bucket = latest.current.buckets[index]
      if (!bucket) return null
      const now = { label: latest.current.label, value: whole(bucket.value), color: tokenValue('accent-vivid') }
      const was = { label: 'Period before', value: whole(bucket.was ?? 0), color: tokenValue('c6') }
      return { date: bucket.name, rows: bucket.was === null ? [now] : [now, was] }
    },
  }
}

function keepPlot(box: HTMLElement, latest: { current: LineChartProps }) {
  const { height, buckets } = latest.current
  const plot = new uPlot(plotOptions(box.clientWidth, height, sourceOf(latest)), dataOf(buckets), box)
  const room = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }))
  room.observe(box)
  const stop = () => {
    room.disconnect()
    plot.destroy()
  }
  return { plot, stop }
}

/** The chart; its summary is what a screen reader hears instead of it. */
export function LineChart(props: LineChartProps) {
  const { buckets, summary, height } = props
  const scheme = useComputedColorScheme('light')
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef(props)
  const alone = buckets.length < 2

  useEffect(() => {
    latest.current = props
    plot.current?.setData(dataOf(props.buckets))
  }, [props])
  useEffect(() => {
    if (!box.current) return undefined
    const kept = keepPlot(box.current, latest)
    plot.current = kept.plot
    return kept.stop
  }, [scheme, height, alone])

  return <div ref={box} className={css.canvas} role="img" aria-label={summary} />
}
