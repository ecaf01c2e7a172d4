/** The shape of the list while it loads. */
import { Skeleton } from '@mantine/core'

import css from './links.module.css'

/** Six quiet rows, after 200 ms. */
export function LinksSkeleton() {
  return (
    <div className="sl-late" role="status" aria-label="Loading links">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className={css.item}>
          <Skeleton width={36} height={36} radius={10} />
          <div className="sl-grow">
            <Skeleton width="30%" height={12} />
            <Skeleton width="45%" height={10} mt={8} />
          </div>
          <Skeleton width={60} height={14} />
        </div>
      ))}
    </div>
  )
}
