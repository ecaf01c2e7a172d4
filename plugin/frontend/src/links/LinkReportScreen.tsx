/** A link's own page: who clicked, where, on what, from where, and what it did in the CRM. */
import { LeadsCard } from '../leads/LeadsCard'
import { Panel } from '../look/Panel'
import { CouldNotLoad } from '../look/StatePanel'
import { ClicksOverTime, Legend } from '../reports/ClicksOverTime'
import { usePeriod } from '../reports/period'
import { useReport } from '../reports/report'
import { BotsSwitch, WindowChoice } from '../reports/ReportControls'
import { ReportSkeleton } from '../reports/ReportSkeleton'
import { Sources } from '../reports/Sources'
import { Technology } from '../reports/Technology'
import { Where } from '../reports/Where'
import { RunsCard } from '../runs/RunsCard'
import type { Link, Report } from '../session/schemas'
import { BackToLinks } from './BackToLinks'
import { LinkPanel } from './LinkPanel'
import css from './links.module.css'
import { useLink } from './links'
import { LinkTitle } from './LinkTitle'
import { ReportCards } from './ReportCards'
import { ShareCard } from './ShareCard'

function Breakdowns({ report, link }: { report: Report; link: Link }) {
  const { withoutBots } = usePeriod()
  const course = report.clicks_over_time
  return (
    <>
      <ReportCards report={report} withoutBots={withoutBots} />
      {course && (
        <Panel title="Clicks over time" side={<Legend course={course} measure="clicks" />}>
          <ClicksOverTime course={course} measure="clicks" />
        </Panel>
      )}
      <div className="sl-grid sl-2-1">
        <Where countries={report.countries ?? []} />
        <Technology report={report} />
      </div>
      <div className="sl-grid sl-2-1">
        <div className="sl-grid">
          <Sources sources={report.sources ?? []} />
          <LeadsCard linkId={link.id} asks={link.lead_form !== null} />
          <RunsCard link={link} />
          <ShareCard link={link} />
        </div>
        <div className="sl-grid">
          <LinkPanel link={link} />
        </div>
      </div>
    </>
  )
}

function Clicks({ link }: { link: Link }) {
  const { window, withoutBots } = usePeriod()
  const { data, error, refetch } = useReport({ linkId: link.id, window, withoutBots })
  return (
    <>
      <div className={css.controls}>
        <WindowChoice />
        <BotsSwitch />
      </div>
      <div className="sl-grid">
        {!data && !error && <ReportSkeleton />}
        {!data && error && (
          <Panel>
            <CouldNotLoad what="your clicks" error={error} retry={() => void refetch()} />
          </Panel>
        )}
        {data && <Breakdowns report={data} link={link} />}
      </div>
    </>
  )
}

/** The screen behind "See clicks". */
export function LinkReportScreen({ id }: { id: string }) {
  const { data: link, error, refetch } = useLink(id, true)
  return (
    <main className="sl-page">
      <BackToLinks />
      {!link && !error && <ReportSkeleton />}
      {!link && error && <CouldNotLoad what="this link" error={error} retry={() => void refetch()} />}
      {link && <LinkTitle link={link} here="report" />}
      {link && <Clicks key={link.id} link={link} />}
    </main>
  )
}
