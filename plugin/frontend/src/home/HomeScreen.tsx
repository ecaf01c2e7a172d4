/** The account at a glance. */
import { useMe } from '../session/me'
import { partOfDay } from '../look/dates'
import { PageHead } from '../look/PageHead'
import { useLive } from '../reports/live'
import { Orphans } from '../reports/Orphans'
import { usePeriod } from '../reports/period'
import { useHead } from '../reports/report'
import { ReportBar } from '../reports/ReportBar'
import { RightNow } from '../reports/RightNow'
import { headline } from '../reports/sentence'
import { TermsProvider, type Scope } from '../reports/terms'
import { Overview } from './Overview'

const ACCOUNT: Scope = {}

function greeting(name: string): string {
  const first = name.trim().split(/\s+/u)[0]
  const hello = `Good ${partOfDay(new Date().getHours())}`
  return first ? `${hello}, ${first}` : hello
}

function Account() {
  const { staff } = useMe()
  const { window, range } = usePeriod()
  const { data, error } = useHead()
  const feed = useLive()
  return (
    <main className="sl-page">
      <PageHead title={greeting(staff.name)} sub={error && !data ? undefined : headline(data, window, range)} />
      <ReportBar />
      <Overview beside={<RightNow feed={feed} named />} last={<Orphans />} />
    </main>
  )
}

/** The screen "Home". */
export function HomeScreen() {
  return (
    <TermsProvider scope={ACCOUNT}>
      <Account />
    </TermsProvider>
  )
}
