/** Everything that clicks set off in the CRM, the newest first. */
import { Button } from '@mantine/core'
import { IconBolt, IconCircleDot, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'

import { FilterButton } from '../links/FilterButton'
import { useWalk } from '../links/Pager'
import { Panel } from '../look/Panel'
import { CouldNotLoad, StatePanel } from '../look/StatePanel'
import { RunRow } from '../runs/RunRow'
import { useRetryAll, useRunPage } from '../runs/runs'
import { KINDS, STATES } from '../runs/words'
import { useMe } from '../session/me'
import css from './automation.module.css'
import { Turns } from './Turns'

const PAGE = 25
const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

interface Narrowed {
  kind: string | null
  state: string | null
}

interface ToolbarProps {
  narrowed: Narrowed
  narrow: (change: Partial<Narrowed>) => void
}

function Toolbar({ narrowed, narrow }: ToolbarProps) {
  const retry = useRetryAll()
  return (
    <div className={css.toolbar}>
      <FilterButton label="Result" icon={<IconCircleDot {...ICON} />} options={STATES} value={narrowed.state} onChange={(state) => narrow({ state })} />
      <FilterButton label="Action" icon={<IconBolt {...ICON} />} options={KINDS} value={narrowed.kind} onChange={(kind) => narrow({ kind })} />
      <span className="sl-grow" />
      <Button variant="default" leftSection={<IconRefresh size={16} />} loading={retry.isPending} onClick={() => retry.mutate(narrowed.kind)}>
        {narrowed.kind ? 'Try all failed or unclear again' : 'Try all that failed again'}
      </Button>
    </div>
  )
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  return (
    <StatePanel icon={<IconBolt size={20} stroke={1.75} />} title={narrowed ? 'Nothing fits these filters' : 'Nothing has run yet'}>
      {narrowed ? 'Clear one of them to see more.' : 'Add a step to a link and every click can do the work for you.'}
    </StatePanel>
  )
}

/** The tab "Activity". */
export function Activity() {
  const zone = useMe().location.timezone
  const [narrowed, setNarrowed] = useState<Narrowed>({ kind: null, state: null })
  const walk = useWalk(JSON.stringify(narrowed))
  const { data, error, refetch } = useRunPage({ ...narrowed, cursor: walk.cursor, limit: PAGE })
  return (
    <>
      <Toolbar narrowed={narrowed} narrow={(change) => setNarrowed({ ...narrowed, ...change })} />
      <Panel flush>
        {!data && error && <CouldNotLoad what="the activity" error={error} retry={() => void refetch()} />}
        {data?.items.length === 0 && <Nothing narrowed={Boolean(narrowed.kind || narrowed.state)} />}
        {data && data.items.length > 0 && (
          <ul className={css.runs} aria-label="What clicks did in your CRM">
            {data.items.map((run) => (
              <RunRow key={run.id} run={run} zone={zone} named />
            ))}
          </ul>
        )}
        {data && <Turns walk={walk} next={data.next} label="Pages of activity" />}
      </Panel>
    </>
  )
}
