/** All that is told of an account's, a campaign's or a tag's clicks. */
import type { ReactNode } from 'react'

import { Bots } from '../reports/Bots'
import { BusiestHours } from '../reports/BusiestHours'
import { Destinations } from '../reports/Destinations'
import { Engagement } from '../reports/Engagement'
import { Funnel } from '../reports/Funnel'
import { useHead } from '../reports/report'
import { ReportFault } from '../reports/ReportFault'
import { ReportSkeleton } from '../reports/ReportSkeleton'
import { Sources } from '../reports/Sources'
import { Technology } from '../reports/Technology'
import { Where } from '../reports/Where'
import { MetricStrip } from './MetricStrip'
import { TopLinks } from './TopLinks'

/** The cards; `beside` stands beside the top links, `last` at the end. */
export function Overview({ beside, last }: { beside: ReactNode; last?: ReactNode }) {
  const { data, error, refetch } = useHead()
  if (!data) return error ? <ReportFault error={error} retry={refetch} /> : <ReportSkeleton />
  return (
    <div className="sl-grid">
      <MetricStrip report={data} />
      <div className="sl-grid sl-2-1">
        <TopLinks />
        {beside}
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
          <Destinations />
          <Funnel />
        </div>
        <div className="sl-grid">
          <Engagement />
          <Bots />
          {last}
        </div>
      </div>
    </div>
  )
}
