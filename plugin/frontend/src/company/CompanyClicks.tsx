/** What all of a company's accounts were clicked together: the numbers, and the chart of the chosen one. */
import { SegmentedControl } from '@mantine/core'
import { useState, type ReactNode } from 'react'

import home from '../home/home.module.css'
import { MetricCells } from '../home/MetricCells'
import { Panel } from '../look/Panel'
import { CouldNotLoad } from '../look/StatePanel'
import { ClicksOverTime, Legend, type Measure } from '../reports/ClicksOverTime'
import { PeriodProvider, usePeriod } from '../reports/period'
import { ReportSkeleton } from '../reports/ReportSkeleton'
import { WINDOWS } from '../reports/window'
import type { AccountsReport } from '../session/schemas'
import { incompleteness, useAccountsReport, type CompanyWindow } from './clicks'

interface OpenedProps {
  report: AccountsReport
  choice: ReactNode
}

function Opened({ report, choice }: OpenedProps) {
  const [measure, setMeasure] = useState<Measure>('clicks')
  const { cards, clicks_over_time: course, window } = report
  if (!cards || !course) return null
  const missing = incompleteness(report)
  return (
    <section className={home.strip} aria-label="Clicks of all accounts">
      <MetricCells cards={cards} course={course} measure={measure} choose={setMeasure} />
      <div className={home.opened}>
        <div className={home.openedHead}>
          <Legend course={course} measure={measure} window={window} />
          {choice}
        </div>
        <ClicksOverTime course={course} measure={measure} window={window} />
        {missing && <p className="sl-cap">{missing}</p>}
      </div>
    </section>
  )
}

function Clicks() {
  const { window, choose } = usePeriod()
  const days: CompanyWindow = window === 'custom' ? '30d' : window
  const { data, error, refetch } = useAccountsReport(days)
  if (!data && error) {
    return (
      <Panel>
        <CouldNotLoad what="the clicks of your accounts" error={error} retry={() => void refetch()} />
      </Panel>
    )
  }
  if (!data) return <ReportSkeleton />
  const choice = (
    <SegmentedControl size="xs" aria-label="Period" data={[...WINDOWS]} value={days} onChange={(value) => choose({ window: value as CompanyWindow })} />
  )
  return <Opened report={data} choice={choice} />
}

/** The card above the list of accounts, with a period of its own: no account has been opened yet. */
export function CompanyClicks() {
  return (
    <PeriodProvider>
      <Clicks />
    </PeriodProvider>
  )
}
