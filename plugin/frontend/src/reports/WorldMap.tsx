/** The world, each country as busy as its clicks. Loaded apart, because the land weighs more than the page. */
import { geoNaturalEarth1, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import land from 'world-atlas/countries-110m.json'

import { counted } from '../look/numbers'
import type { Share } from '../session/schemas'
import { countryName, lettersOf } from './names'
import css from './reports.module.css'
import { shade } from './shade'
import { useTerms } from './terms'

const W = 560
const H = 290
const ANTARCTICA = '010'

interface Shape {
  key: string
  code: string | null
  d: string
}

function shapes(): Shape[] {
  const world = land as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>
  const every = feature(world, world.objects.countries).features.filter(({ id }) => id !== ANTARCTICA)
  const projection = geoNaturalEarth1().fitSize([W, H], { type: 'FeatureCollection', features: every })
  const path = geoPath(projection).digits(1)
  return every.map((country, index) => ({
    key: `${country.id ?? ''}-${index}`,
    code: country.id === undefined ? null : lettersOf(String(country.id)),
    d: path(country) ?? '',
  }))
}

const SHAPES = shapes()

function Scale() {
  return (
    <div className={css.scale} aria-hidden>
      Fewer
      {[1, 2, 3, 4, 5].map((level) => (
        <i key={level} style={{ background: `var(--sl-s${level})` }} />
      ))}
      More
    </div>
  )
}

/** The map; the ranked rows beside it say the same in words. */
export default function WorldMap({ countries }: { countries: readonly Share[] }) {
  const { pick } = useTerms()
  const clicks = new Map(countries.map((row) => [row.value, row.clicks]))
  const busiest = Math.max(0, ...countries.filter((row) => row.value).map((row) => row.clicks))
  const first = countries.find((row) => row.value)
  const said = first ? `${countryName(first.value)} leads with ${counted(first.clicks, 'click')}.` : 'No clicks with a known country.'
  return (
    <>
      <svg viewBox={`0 0 ${W} ${H}`} className={css.map} role="img" aria-label={`Map of clicks by country. ${said}`}>
        {SHAPES.map(({ key, code, d }) => {
          const count = (code && clicks.get(code)) || 0
          if (!count) return <path key={key} d={d} style={{ fill: 'var(--sl-land)' }} />
          return (
            // For who points; the rows beside do the same by keyboard.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
            <path key={key} d={d} className={css.clicked} style={{ fill: `var(--sl-s${shade(count, busiest)})` }} onClick={() => pick({ country: code })}>
              <title>{`${countryName(code)}: ${counted(count, 'click')}`}</title>
            </path>
          )
        })}
      </svg>
      <Scale />
    </>
  )
}
