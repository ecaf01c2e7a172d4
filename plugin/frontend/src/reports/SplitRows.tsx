/** The variants of a split, each with its rate and the range that it likely lies in, and which of them wins. */
import { IconHourglass, IconTrophy } from '@tabler/icons-react'

import { bare } from '../links/address'
import { whole } from '../look/numbers'
import type { Report } from '../session/schemas'
import { likely, percent, verdict, type Variant } from './certainty'
import css from './reports.module.css'

interface RowProps {
  variant: Variant
  name: string
  most: number
}

function Range({ variant, most }: { variant: Variant; most: number }) {
  const range = likely(variant.conversions, variant.visitors)
  if (!range || variant.rate === null) return null
  const place = (rate: number) => `${Math.min(100, (rate / most) * 100)}%`
  return (
    <span className={css.range} title={`Likely between ${percent(range[0])} and ${percent(range[1])}`} aria-hidden>
      <i style={{ left: place(range[0]), right: `calc(100% - ${place(range[1])})` }} />
      <b style={{ left: place(variant.rate) }} />
    </span>
  )
}

function Row({ variant, name, most }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <div className={css.variant}>
          <i>{name}</i>
          {bare(variant.destination ?? '')}
        </div>
      </th>
      <td>{whole(variant.clicks)}</td>
      <td>{whole(variant.visitors)}</td>
      <td>{whole(variant.conversions)}</td>
      <td>
        <b>{percent(variant.rate)}</b>
        <Range variant={variant} most={most} />
      </td>
    </tr>
  )
}

/** The table and its verdict; `name` says how a variant is called. */
export function SplitRows({ split, name }: { split: NonNullable<Report['split']>; name: (variant: string) => string }) {
  const { title, words, settled } = verdict(split, name)
  const most = Math.max(0.01, ...split.variants.map(({ conversions, visitors }) => likely(conversions, visitors)?.[1] ?? 0))
  const Mark = settled ? IconTrophy : IconHourglass
  return (
    <>
      <p className={css.verdict} data-settled={settled || undefined} role="note" aria-label="What the split shows">
        <Mark size={18} stroke={1.75} aria-hidden />
        <span>
          <b>{title}</b> {words}
        </span>
      </p>
      <div className={css.tableScroll}>
        <table className={css.splitTable}>
          <thead>
            <tr>
              <th scope="col">A/B split</th>
              <th scope="col">Clicks</th>
              <th scope="col">People</th>
              <th scope="col">Converted</th>
              <th scope="col">Rate, with likely range</th>
            </tr>
          </thead>
          <tbody>
            {split.variants.map((variant) => (
              <Row key={variant.variant} variant={variant} name={name(variant.variant)} most={most} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
