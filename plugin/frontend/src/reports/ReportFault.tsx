/** What stands where a report would, when it could not be counted. */
import { Button } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'

import { Panel } from '../look/Panel'
import { CouldNotLoad, StatePanel } from '../look/StatePanel'
import { ApiError, wordsFor } from '../session/errors'
import { usePeriod } from './period'

/** Days that cannot be shown are told apart from faults of ours. */
export function ReportFault({ error, retry }: { error: unknown; retry: () => unknown }) {
  const { choose } = usePeriod()
  const refused = error instanceof ApiError && error.status === 422
  const back = (
    <Button variant="solid" onClick={() => choose({ window: '30d', range: null })}>
      Show the last 30 days
    </Button>
  )
  return (
    <Panel>
      {refused ? (
        <div role="alert">
          <StatePanel icon={<IconCalendarOff size={20} stroke={1.75} />} title="These days cannot be shown" actions={back}>
            {wordsFor(error)}
          </StatePanel>
        </div>
      ) : (
        <CouldNotLoad what="your clicks" error={error} retry={() => void retry()} />
      )}
    </Panel>
  )
}
