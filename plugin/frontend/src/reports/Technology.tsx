/** What people click with: devices, systems, browsers with their versions, and the languages these ask for. */
import { SegmentedControl, Switch } from '@mantine/core'
import { useState } from 'react'

import { Panel } from '../look/Panel'
import type { Share } from '../session/schemas'
import { Breakdown } from './Breakdown'
import { folded } from './folded'
import type { Ranked } from './RankedRows'
import { useAnswer } from './report'
import css from './reports.module.css'
import { deviceRows, languageRows, rowsOf, versionRows } from './views'

const VIEWS = [
  { value: 'devices', label: 'Devices' },
  { value: 'systems', label: 'OS' },
  { value: 'browsers', label: 'Browsers' },
  { value: 'languages', label: 'Languages' },
] as const

type View = (typeof VIEWS)[number]['value']

const COLORS = 5

// The stack above the rows and the dots beside them are one picture: the sixth color is all the others.
function dotted(rows: Ranked[]): Ranked[] {
  return rows.map((row, index) => ({
    ...row,
    mark: <i className={css.dot} style={{ background: `var(--sl-c${Math.min(index + 1, COLORS + 1)})` }} aria-hidden />,
  }))
}

function Stack({ shares }: { shares: readonly Share[] }) {
  return (
    <div className={css.stack} aria-hidden>
      {folded(shares).map((row, index) => (
        <i key={row.value ?? ''} style={{ flexGrow: row.clicks, background: `var(--sl-c${index + 1})` }} />
      ))}
    </div>
  )
}

function Classes({ view }: { view: 'devices' | 'systems' | 'browsers' }) {
  const { answer } = useAnswer(view)
  const rows = {
    devices: (shares: readonly Share[]) => dotted(deviceRows(shares)),
    systems: (shares: readonly Share[]) => dotted(rowsOf('system', shares)),
    browsers: (shares: readonly Share[]) => dotted(rowsOf('browser', shares)),
  }
  const label = `Clicks by ${view === 'systems' ? 'operating system' : view.slice(0, -1)}`
  return (
    <>
      <Stack shares={answer ?? []} />
      <Breakdown kind={view} label={label} rows={rows[view]} />
    </>
  )
}

function Versions({ view }: { view: 'systems' | 'browsers' }) {
  return view === 'systems' ? (
    <Breakdown kind="system_versions" label="Clicks by system version" rows={(rows) => versionRows('system', rows)} />
  ) : (
    <Breakdown kind="browser_versions" label="Clicks by browser version" rows={(rows) => versionRows('browser', rows)} />
  )
}

function Chosen({ view, versions }: { view: View; versions: boolean }) {
  if (view === 'languages') return <Breakdown kind="languages" label="Clicks by language" rows={languageRows} />
  return versions && view !== 'devices' ? <Versions view={view} /> : <Classes view={view} />
}

/** The card "Technology", with its views. */
export function Technology() {
  const [view, setView] = useState<View>('devices')
  const [versions, setVersions] = useState(false)
  const choice = (
    <SegmentedControl size="xs" aria-label="Technology" data={[...VIEWS]} value={view} onChange={(chosen) => setView(chosen as View)} />
  )
  const versioned = view === 'systems' || view === 'browsers'
  return (
    <Panel title="Technology" flush>
      <div className={css.tabbed}>
        {choice}
        <Chosen key={`${view} ${versions}`} view={view} versions={versions} />
        {versioned && <Switch label="With versions" checked={versions} onChange={(event) => setVersions(event.currentTarget.checked)} />}
      </div>
    </Panel>
  )
}
