/** Where people click: the map and the countries. */
import { lazy, Suspense } from 'react'

import { Panel } from '../look/Panel'
import type { Share } from '../session/schemas'
import { countryName } from './names'
import { RankedRows } from './RankedRows'
import css from './reports.module.css'

const WorldMap = lazy(() => import('./WorldMap'))

function plate(code: string | null) {
  return (
    <span className={css.plate} aria-hidden>
      {code ?? '–'}
    </span>
  )
}

/** The card "Where people click". */
export function Where({ countries }: { countries: readonly Share[] }) {
  return (
    <Panel title="Where people click" flush>
      <div className={css.where}>
        <div className={css.mapSide}>
          <Suspense fallback={<div className={css.mapRoom} />}>
            <WorldMap countries={countries} />
          </Suspense>
        </div>
        <div>
          <RankedRows rows={countries} name={countryName} mark={plate} label="Clicks by country" />
        </div>
      </div>
    </Panel>
  )
}
