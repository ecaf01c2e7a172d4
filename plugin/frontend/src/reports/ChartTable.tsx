/** The same numbers as a table, for who would rather read them. */
import { whole } from '../look/numbers'
import type { Bucket } from './LineChart'
import css from './reports.module.css'

interface TableProps {
  buckets: readonly Bucket[]
  /** What a row is: "Day". */
  each: string
  label: string
  caption: string
  zone: string
}

/** A disclosure under a chart: "View as table". */
export function ChartTable({ buckets, each, label, caption, zone }: TableProps) {
  const compares = buckets.some(({ was }) => was !== null)
  return (
    <details className={css.asTable}>
      <summary>View as table</summary>
      <div className={css.tableScroll}>
        <table>
          <caption className="sl-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{each}</th>
              <th scope="col">{label}</th>
              {compares && <th scope="col">Period before</th>}
            </tr>
          </thead>
          <tbody>
            {buckets.map(({ at, name, value, was }) => (
              <tr key={at}>
                <th scope="row">{name}</th>
                <td>{whole(value)}</td>
                {compares && <td>{was === null ? '' : whole(was)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>Days begin at midnight, {zone}.</p>
    </details>
  )
}
