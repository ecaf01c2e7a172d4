/** What a company's admin sees on its own page: all of its accounts, and the way into each. */
import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconLink, IconSearch, IconUsers } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'

import frame from '../frame/frame.module.css'
import { Pager, useWalk } from '../links/Pager'
import { counted } from '../look/numbers'
import { PageHead } from '../look/PageHead'
import { Panel } from '../look/Panel'
import { CouldNotLoad, StatePanel } from '../look/StatePanel'
import { ReportSkeleton } from '../reports/ReportSkeleton'
import type { CompanyAdmin } from '../session/schemas'
import { PAGE, useAccounts } from './accounts'
import { AccountsTable } from './AccountsTable'
import css from './company.module.css'

// With its chart, which whoever opens one account does not need yet.
const CompanyClicks = lazy(async () => ({ default: (await import('./CompanyClicks')).CompanyClicks }))
const TYPING_MS = 250

function Bar() {
  return (
    <div className={frame.nav}>
      <div className={frame.bar}>
        <span className={frame.brand}>
          <span className={frame.mark} aria-hidden>
            <IconLink size={16} stroke={2} />
          </span>
          <span>Smart Links</span>
        </span>
      </div>
    </div>
  )
}

function Nothing({ search }: { search: string }) {
  return (
    <StatePanel icon={<IconUsers size={20} stroke={1.75} />} title={search ? `Nothing matches “${search}”` : 'No account has Smart Links yet'}>
      {search ? 'Check the spelling, or look at all accounts.' : 'Install it for your accounts from the app marketplace in your CRM.'}
    </StatePanel>
  )
}

/** The screen "All accounts". */
export function CompanyScreen({ admin }: { admin: CompanyAdmin }) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS)
  const walk = useWalk(search)
  const { data, error, refetch } = useAccounts(search, walk.cursor)
  const told = data ? `${counted(data.total, 'account')} ${search ? `match “${search}”` : `of ${admin.company.name || 'your company'}`}` : undefined
  return (
    <>
      <Bar />
      <main className="sl-page">
        <PageHead title="All accounts" sub={told} />
        {(data?.total ?? 0) > 0 || search ? (
          <Suspense fallback={<ReportSkeleton />}>
            <CompanyClicks />
          </Suspense>
        ) : null}
        <search className={css.toolbar}>
          <TextInput
            type="search"
            className={css.search}
            aria-label="Search accounts"
            placeholder="Search accounts"
            leftSection={<IconSearch size={16} stroke={1.75} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </search>
        <Panel flush>
          {!data && error && <CouldNotLoad what="your accounts" error={error} retry={() => void refetch()} />}
          {data?.items.length === 0 && <Nothing search={search} />}
          {data && data.items.length > 0 && <AccountsTable accounts={data.items} />}
          {data && data.items.length > 0 && <Pager walk={walk} size={PAGE} shown={data.items.length} total={data.total} next={data.next} />}
        </Panel>
      </main>
    </>
  )
}
