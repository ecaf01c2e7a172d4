/** The account at a glance. */
import { useMe } from '../session/me'
import { partOfDay } from '../look/dates'
import { PageHead } from '../look/PageHead'
import { Panel } from '../look/Panel'
import { CouldNotLoad } from '../look/StatePanel'
import { usePeriod } from '../reports/period'
import { useReport } from '../reports/report'
import { BotsSwitch, WindowChoice } from '../reports/ReportControls'
import { ReportSkeleton } from '../reports/ReportSkeleton'
import { headline } from '../reports/sentence'
import { Sources } from '../reports/Sources'
import { Technology } from '../reports/Technology'
import { Where } from '../reports/Where'
import type { Report } from '../session/schemas'
import { MetricStrip } from './MetricStrip'
import { TopLinks } from './TopLinks'

function greeting(name: string): string {
  const first = name.trim().split(/\s+/u)[0]
  const hello = `Good ${partOfDay(new Date().getHours())}`
  return first ? `${hello}, ${first}` : hello
}

function Overview({ report }: { report: Report }) {
  return (
    <div className="sl-grid">
      <MetricStrip report={report} />
      <div className="sl-grid sl-2-1">
        <TopLinks />
        <Sources sources={report.sources ?? []} />
      </div>
      <div className="sl-grid sl-2-1">
        <Where countries={report.countries ?? []} />
        <Technology report={report} />
      </div>
    </div>
  )
}

/** The screen "Home". */
export function HomeScreen() {
  const { staff } = useMe()
  const { window, withoutBots } = usePeriod()
  const { data, error, refetch } = useReport({ window, withoutBots })
  return (
    <main className="sl-page">
      <PageHead title={greeting(staff.name)} sub={error && !data ? undefined : headline(data, window)}>
        <BotsSwitch />
        <WindowChoice />
      </PageHead>
      {!data && !error && <ReportSkeleton />}
      {!data && error && (
        <Panel>
          <CouldNotLoad what="your clicks" error={error} retry={() => void refetch()} />
        </Panel>
      )}
      {data && <Overview report={data} />}
    </main>
  )
}
