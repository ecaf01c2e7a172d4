/** What stands in a card until its question is answered, and where it cannot be. */
import { Button, Skeleton } from '@mantine/core'

import { wordsFor } from '../session/errors'
import css from './reports.module.css'

/** A few quiet lines while it is counted, or why it could not be and the way to try again. */
export function Unanswered({ error, retry }: { error: unknown; retry: () => unknown }) {
  if (!error) {
    return (
      <div className={`sl-late ${css.lines}`} role="status" aria-label="Counting">
        {[92, 74, 58].map((width) => (
          <Skeleton key={width} height={14} width={`${width}%`} />
        ))}
      </div>
    )
  }
  return (
    <div className={css.lines} role="alert">
      <p className="sl-small">{wordsFor(error)}</p>
      <Button variant="default" size="compact-xs" onClick={() => void retry()}>
        Try again
      </Button>
    </div>
  )
}
