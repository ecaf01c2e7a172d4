/** A number's course, small, without axes. */
import { useId } from 'react'

const W = 112
const H = 34

function pathOf(values: readonly number[]): string {
  const max = Math.max(1, ...values)
  const step = W / Math.max(1, values.length - 1)
  const at = (value: number, index: number) => [index * step, H - 3 - (value / max) * (H - 8)] as const
  return values.reduce((path, value, index) => {
    const [x, y] = at(value, index)
    if (index === 0) return `M${x},${y}`
    const [px, py] = at(values[index - 1] ?? 0, index - 1)
    const mid = (px + x) / 2
    return `${path}C${mid},${py} ${mid},${y} ${x},${y}`
  }, '')
}

/** Decoration: the number beside it says what matters. */
export function Sparkline({ values, color, className }: { values: readonly number[]; color: string; className?: string }) {
  const fill = useId()
  if (values.length < 2) return null
  const line = pathOf(values)
  return (
    <svg className={className} width={W} height={H} viewBox={`0 0 ${W} ${H}`} aria-hidden>
      <linearGradient id={fill} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={color} stopOpacity=".14" />
        <stop offset="1" stopColor={color} stopOpacity="0" />
      </linearGradient>
      <path d={`${line}L${W},${H}L0,${H}Z`} fill={`url(#${fill})`} />
      <path d={line} fill="none" stroke={color} strokeWidth="1.75" strokeLinecap="round" />
    </svg>
  )
}
