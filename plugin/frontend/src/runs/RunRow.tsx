/** One run: what was done or not, why, and another try. */
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'

import { StatusDot } from '../look/StatusDot'
import type { Run } from '../session/schemas'
import { useRetry } from './runs'
import css from './runs.module.css'
import { canRetry, runDetail, runSentence, stateWord } from './words'

function Retry({ run }: { run: Run }) {
  const retry = useRetry()
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconRefresh size={14} stroke={2} />}
      aria-label={`Try again: ${runSentence(run)}`}
      loading={retry.isPending}
      onClick={() => retry.mutate(run.id)}
    >
      Try again
    </Button>
  )
}

/** A run in a list; its times are told in `zone`, and its link where `named`. */
export function RunRow({ run, zone, named = false }: { run: Run; zone: string; named?: boolean }) {
  return (
    <li className={css.run}>
      <div className="sl-grow">
        <p className={css.what}>{runSentence(run)}</p>
        <p className="sl-cap">
          {named && run.link_name && `${run.link_name} · `}
          {runDetail(run, zone)}
        </p>
      </div>
      {canRetry(run) && <Retry run={run} />}
      <StatusDot status={run.state}>{stateWord(run.state)}</StatusDot>
    </li>
  )
}
