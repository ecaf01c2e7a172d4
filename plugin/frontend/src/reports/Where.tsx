/** Where people click: the map beside countries, regions or cities. */
import { SegmentedControl } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'

import { Panel } from '../look/Panel'
import { Breakdown } from './Breakdown'
import { useAnswer } from './report'
import css from './reports.module.css'
import { countryRows, placeRows } from './views'

const WorldMap = lazy(() => import('./WorldMap'))

const VIEWS = [
  { value: 'countries', label: 'Countries' },
  { value: 'regions', label: 'Regions' },
  { value: 'cities', label: 'Cities' },
] as const

type View = (typeof VIEWS)[number]['value']

function Places({ view }: { view: View }) {
  if (view === 'regions') return <Breakdown kind="regions" label="Clicks by region" rows={(rows) => placeRows('region', rows)} />
  if (view === 'cities') return <Breakdown kind="cities" label="Clicks by city" rows={(rows) => placeRows('city', rows)} />
  return <Breakdown kind="countries" label="Clicks by country" rows={countryRows} />
}

/** The card "Where people click". */
export function Where() {
  const [view, setView] = useState<View>('countries')
  const { answer } = useAnswer('countries')
  const choice = (
    <SegmentedControl size="xs" aria-label="Places" data={[...VIEWS]} value={view} onChange={(chosen) => setView(chosen as View)} />
  )
  return (
    <Panel title="Where people click" side={choice} flush>
      <div className={css.where}>
        <div className={css.mapSide}>
          <Suspense fallback={<div className={css.mapRoom} />}>
            <WorldMap countries={answer ?? []} />
          </Suspense>
        </div>
        <div>
          <Places key={view} view={view} />
        </div>
      </div>
    </Panel>
  )
}
