/** Where people came from: sources, the sites that links stood on, and the labels of UTM. */
import { SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'

import { Panel } from '../look/Panel'
import { Breakdown } from './Breakdown'
import css from './reports.module.css'
import { labelRows, siteRows, sourceRows } from './views'

const VIEWS = [
  { value: 'sources', label: 'Sources' },
  { value: 'referrers', label: 'Sites' },
  { value: 'utm', label: 'UTM' },
] as const

const FIELDS = [
  { value: 'utm_source', label: 'UTM source', kind: 'utm_sources' },
  { value: 'utm_medium', label: 'UTM medium', kind: 'utm_mediums' },
  { value: 'utm_campaign', label: 'UTM campaign', kind: 'utm_campaigns' },
  { value: 'utm_term', label: 'UTM term', kind: 'utm_terms' },
  { value: 'utm_content', label: 'UTM content', kind: 'utm_contents' },
] as const

type View = (typeof VIEWS)[number]['value']

function Labels() {
  const [chosen, setChosen] = useState<string>('utm_campaign')
  const field = FIELDS.find(({ value }) => value === chosen) ?? FIELDS[0]
  return (
    <div className={css.lines}>
      <Select size="xs" aria-label="UTM field" data={FIELDS.map(({ value, label }) => ({ value, label }))} value={chosen} onChange={(value) => setChosen(value ?? 'utm_campaign')} />
      <Breakdown key={chosen} kind={field.kind} label={`Clicks by ${field.label}`} rows={(rows) => labelRows(field.value, rows)} />
    </div>
  )
}

/** The card "Sources". */
export function Sources() {
  const [view, setView] = useState<View>('sources')
  const choice = (
    <SegmentedControl size="xs" aria-label="Where people came from" data={[...VIEWS]} value={view} onChange={(chosen) => setView(chosen as View)} />
  )
  return (
    <Panel title="Sources" side={choice}>
      {view === 'sources' && <Breakdown kind="sources" label="Clicks by source" rows={sourceRows} />}
      {view === 'referrers' && <Breakdown kind="referrers" label="Clicks by site" rows={siteRows} />}
      {view === 'utm' && <Labels />}
    </Panel>
  )
}
