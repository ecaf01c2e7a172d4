/** The row above a report: its days, its clocks, its bots, and the way out as a file; below it what it is narrowed to. */
import type { ReactNode } from 'react'

import { ExportMenu } from '../exports/ExportMenu'
import { Clipped, NarrowedTo } from './Narrowed'
import { useHead } from './report'
import { BotsSwitch, WindowChoice, ZoneChoice } from './ReportControls'
import css from './reports.module.css'

/** The controls of a report; `children` stand before the switches. */
export function ReportBar({ children }: { children?: ReactNode }) {
  const { data } = useHead()
  return (
    <>
      <div className={css.controls}>
        <WindowChoice />
        <div className={css.switches}>
          {children}
          <ZoneChoice />
          <BotsSwitch />
          <ExportMenu />
        </div>
      </div>
      <NarrowedTo />
      {data && <Clipped window={data.window} />}
    </>
  )
}
