/** What people click with: devices, systems or browsers. */
import { SegmentedControl } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile, IconDevices, IconDeviceTablet } from '@tabler/icons-react'
import { useState } from 'react'

import { share, whole } from '../look/numbers'
import { Panel } from '../look/Panel'
import type { Report, Share } from '../session/schemas'
import { folded } from './folded'
import { deviceName, plainName } from './names'
import css from './reports.module.css'

const VIEWS = [
  { value: 'devices', label: 'Devices' },
  { value: 'systems', label: 'OS' },
  { value: 'browsers', label: 'Browsers' },
] as const

type View = (typeof VIEWS)[number]['value']

const ICONS = { mobile: IconDeviceMobile, desktop: IconDeviceDesktop, tablet: IconDeviceTablet }

function DeviceIcon({ kind }: { kind: string | null }) {
  const Icon = ICONS[kind as keyof typeof ICONS] ?? IconDevices
  return <Icon size={16} stroke={1.75} color="var(--sl-ink-2)" aria-hidden />
}

function Row({ row, index, total, view }: { row: Share; index: number; total: number; view: View }) {
  return (
    <li className={css.techRow}>
      <i style={{ background: `var(--sl-c${index + 1})` }} aria-hidden />
      {view === 'devices' && <DeviceIcon kind={row.value} />}
      <span className="sl-trunc sl-grow">{view === 'devices' ? deviceName(row.value) : plainName(row.value)}</span>
      <b>{whole(row.clicks)}</b>
      <span className={css.rankShare}>{share(row.clicks, total)}</span>
    </li>
  )
}

/** The card "Technology", with its three views. */
export function Technology({ report }: { report: Report }) {
  const [view, setView] = useState<View>('devices')
  const rows = folded(report[view] ?? [])
  const total = rows.reduce((sum, { clicks }) => sum + clicks, 0)
  const label = `Clicks by ${view === 'systems' ? 'operating system' : view.slice(0, -1)}`
  const choice = (
    <SegmentedControl size="xs" aria-label="Technology" data={[...VIEWS]} value={view} onChange={(chosen) => setView(chosen as View)} />
  )
  return (
    <Panel title="Technology" side={choice}>
      {total === 0 && <p className="sl-cap">No clicks in this period.</p>}
      <div className={css.stack} aria-hidden>
        {rows.map((row, index) => (
          <i key={row.value ?? ''} style={{ flexGrow: row.clicks, background: `var(--sl-c${index + 1})` }} />
        ))}
      </div>
      <ul aria-label={label}>
        {rows.map((row, index) => (
          <Row key={row.value ?? ''} row={row} index={index} total={total} view={view} />
        ))}
      </ul>
    </Panel>
  )
}
