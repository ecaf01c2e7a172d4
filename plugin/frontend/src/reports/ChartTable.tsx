/** The same numbers as a table, for who would rather read them. */
import { whole } from '../look/numbers'
import type { Bucket } from './LineChart'
import css from './reports.module.css'
import { bucketDate } from './window'

/** A disclosure under a chart: "View as table". */
export function ChartTable({ buckets, label, caption }: { buckets: readonly Bucket[]; label: string; caption: string }) {
  const compares = buckets.some(({ was }) => was !== null)
  return (
    <details className={css.asTable}>
      <summary>View as table</summary>
      <div className={css.tableScroll}>
        <table>
          <caption className="sl-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">{label}</th>
              {compares && <th scope="col">Period before</th>}
            </tr>
          </thead>
          <tbody>
            {buckets.map(({ at, value, was }) => (
              <tr key={at}>
                <th scope="row">{bucketDate(at)}</th>
                <td>{whole(value)}</td>
                {compares && <td>{was === null ? '' : whole(was)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>Days begin at midnight UTC.</p>
    </details>
  )
}
