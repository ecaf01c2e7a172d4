/** A screen that is one of several tabs, each with an address of its own. */
import { type ComponentType, useEffect, useRef } from 'react'
import { Link as Go } from 'wouter'

import { PageHead } from '../look/PageHead'
import css from './settings.module.css'

export interface ScreenTab {
  name: string
  label: string
  Tab: ComponentType
}

interface TabbedScreenProps {
  title: string
  sub: string
  /** The path above the tabs' own. */
  path: string
  tabs: readonly [ScreenTab, ...ScreenTab[]]
  chosen: string | undefined
}

/** The chosen tab under the row of all of them; the first where none, or none of these, is chosen. */
export function TabbedScreen({ title, sub, path, tabs, chosen }: TabbedScreenProps) {
  const { name: current, Tab } = tabs.find(({ name }) => name === chosen) ?? tabs[0]
  const strip = useRef<HTMLElement>(null)
  useEffect(() => {
    strip.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <main className="sl-page">
      <PageHead title={title} sub={sub}>
        <nav ref={strip} className={css.tabs} aria-label={title}>
          {tabs.map(({ name, label }) => (
            <Go key={name} href={`${path}/${name}`} aria-current={name === current ? 'page' : undefined}>
              {label}
            </Go>
          ))}
        </nav>
      </PageHead>
      <Tab />
    </main>
  )
}
