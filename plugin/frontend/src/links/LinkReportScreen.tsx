/** A link's own page: who clicked, where, on what, from where, and what it did in the CRM. */
import { useMemo } from 'react'

import { LeadsCard } from '../leads/LeadsCard'
import { CouldNotLoad } from '../look/StatePanel'
import { Bots } from '../reports/Bots'
import { BusiestHours } from '../reports/BusiestHours'
import { Destinations } from '../reports/Destinations'
import { Engagement } from '../reports/Engagement'
import { Funnel } from '../reports/Funnel'
import { useLive, type Feed } from '../reports/live'
import { LastClick } from '../reports/LastClick'
import { useHead } from '../reports/report'
import { ReportBar } from '../reports/ReportBar'
import { ReportFault } from '../reports/ReportFault'
import { ReportSkeleton } from '../reports/ReportSkeleton'
import { RightNow } from '../reports/RightNow'
import { Sources } from '../reports/Sources'
import { Technology } from '../reports/Technology'
import { TermsProvider, type Scope } from '../reports/terms'
import { Where } from '../reports/Where'
import { RunsCard } from '../runs/RunsCard'
import type { Link } from '../session/schemas'
import { BackToLinks } from './BackToLinks'
import { LinkPanel } from './LinkPanel'
import { useLink } from './links'
import { LinkTitle } from './LinkTitle'
import { ReportCards } from './ReportCards'
import { ShareCard } from './ShareCard'

function Breakdowns({ link, feed }: { link: Link; feed: Feed }) {
  return (
    <>
      <div className="sl-grid sl-2-1">
        <div className="sl-grid">
          <Destinations link={link} />
          <Funnel />
        </div>
        <div className="sl-grid">
          <Engagement />
          <RightNow feed={feed} named={false} />
        </div>
      </div>
      <div className="sl-grid sl-2-1">
        <Where />
        <Sources />
      </div>
      <div className="sl-grid sl-2-1">
        <BusiestHours />
        <Technology />
      </div>
      <div className="sl-grid sl-2-1">
        <div className="sl-grid">
          <LeadsCard linkId={link.id} asks={link.lead_form !== null} />
          <RunsCard link={link} />
          <ShareCard link={link} />
        </div>
        <div className="sl-grid">
          <LinkPanel link={link} />
          <Bots />
        </div>
      </div>
    </>
  )
}

function Clicks({ link }: { link: Link }) {
  const { data, error, refetch } = useHead()
  const feed = useLive(link.id)
  return (
    <>
      <ReportBar>
        <LastClick feed={feed} />
      </ReportBar>
      <div className="sl-grid">
        {!data && !error && <ReportSkeleton />}
        {!data && error && <ReportFault error={error} retry={refetch} />}
        {data && <ReportCards report={data} />}
        {data && <Breakdowns link={link} feed={feed} />}
      </div>
    </>
  )
}

/** The screen behind "See clicks". */
export function LinkReportScreen({ id }: { id: string }) {
  const { data: link, error, refetch } = useLink(id)
  const scope = useMemo<Scope>(() => ({ link_id: id }), [id])
  return (
    <main className="sl-page">
      <BackToLinks />
      {!link && !error && <ReportSkeleton />}
      {!link && error && <CouldNotLoad what="this link" error={error} retry={() => void refetch()} />}
      {link && <LinkTitle link={link} here="report" />}
      {link && (
        <TermsProvider key={id} scope={scope}>
          <Clicks link={link} />
        </TermsProvider>
      )}
    </main>
  )
}
