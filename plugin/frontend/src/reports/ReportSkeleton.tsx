/** The shape of a report while it is counted. */
import { Skeleton } from '@mantine/core'

import css from './reports.module.css'

/** Three numbers and a chart, after 200 ms. */
export function ReportSkeleton() {
  return (
    <div className={`sl-late ${css.skeleton}`} role="status" aria-label="Counting clicks">
      <div className={css.skeletonRow}>
        {[0, 1, 2].map((cell) => (
          <div key={cell}>
            <Skeleton height={12} width={80} />
            <Skeleton height={26} width={110} mt={12} />
            <Skeleton height={10} width={130} mt={12} />
          </div>
        ))}
      </div>
      <Skeleton height={220} radius={12} />
    </div>
  )
}
