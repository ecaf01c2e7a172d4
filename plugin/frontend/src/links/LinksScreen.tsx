/** All links of the account. */
import { Button } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'

import { counted } from '../look/numbers'
import { PageHead } from '../look/PageHead'
import { Panel } from '../look/Panel'
import { CouldNotLoad, StatePanel } from '../look/StatePanel'
import { useReportOf } from '../reports/report'
import { FirstLink } from './FirstLink'
import { isNarrowed, useFilters } from './filters'
import { useLinks } from './links'
import { LinksSkeleton } from './LinksSkeleton'
import { LinksTable } from './LinksTable'
import { LinksToolbar } from './LinksToolbar'
import { Pager, useWalk } from './Pager'

const PAGE = 25
const MONTH = { window: '30d', zone: 'account' }

function NothingFound() {
  const { filters, clear } = useFilters()
  const title = filters.search ? `Nothing matches “${filters.search}”` : 'No links here'
  return (
    <StatePanel
      icon={<IconSearch size={20} stroke={1.75} />}
      title={title}
      actions={
        <Button variant="default" onClick={() => clear()}>
          Clear filters
        </Button>
      }
    >
      {filters.search ? 'Check the spelling, or look at all links.' : 'No link fits these filters.'}
    </StatePanel>
  )
}

function useSubtitle(total: number | undefined): string {
  const { data } = useReportOf('cards', MONTH)
  if (total === undefined || !data?.cards) return 'Every short link of this account.'
  return `${counted(total, 'link')}, ${counted(data.cards.clicks, 'click')} in the last 30 days`
}

/** The screen "Links". */
export function LinksScreen() {
  const { filters } = useFilters()
  const walk = useWalk(JSON.stringify(filters))
  const { data, error, refetch } = useLinks({ ...filters, cursor: walk.cursor, limit: PAGE, live: true })
  const all = useLinks({ limit: 1 })
  const subtitle = useSubtitle(all.data?.total)
  const shown = data?.items ?? []
  const narrowed = isNarrowed(filters)
  const empty = data?.total === 0 && !narrowed
  return (
    <main className="sl-page">
      <PageHead title="Links" sub={empty ? undefined : subtitle} />
      {!empty && <LinksToolbar />}
      <Panel flush>
        {!data && !error && <LinksSkeleton />}
        {!data && error && <CouldNotLoad what="your links" error={error} retry={() => void refetch()} />}
        {empty && <FirstLink />}
        {data && data.total === 0 && narrowed && <NothingFound />}
        {shown.length > 0 && <LinksTable links={shown} />}
        {data && shown.length > 0 && <Pager walk={walk} size={PAGE} shown={shown.length} total={data.total} next={data.next} />}
      </Panel>
    </main>
  )
}
