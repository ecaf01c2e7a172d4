/** What is set once for the whole account: tags, brand, conversions, plan. */
import { Link as Go } from 'wouter'

import { BrandSettings } from '../brand/BrandSettings'
import { ConnectionSettings } from '../connection/ConnectionSettings'
import { ImportSettings } from '../imports/ImportSettings'
import { ConversionsSettings } from '../conversions/ConversionsSettings'
import { PageHead } from '../look/PageHead'
import { PlanSettings } from '../plan/PlanSettings'
import { useMe } from '../session/me'
import { TagsSettings } from '../tags/TagsSettings'
import css from './settings.module.css'

const TABS = [
  { name: 'tags', label: 'Tags', Tab: TagsSettings },
  { name: 'brand', label: 'Brand', Tab: BrandSettings },
  { name: 'connection', label: 'Connection', Tab: ConnectionSettings },
  { name: 'import', label: 'Import', Tab: ImportSettings },
  { name: 'conversions', label: 'Conversions', Tab: ConversionsSettings },
  { name: 'plan', label: 'Plan', Tab: PlanSettings },
] as const

/** The screen "Settings", on one of its tabs. */
export function SettingsScreen({ tab }: { tab: string | undefined }) {
  const { location, company } = useMe()
  const chosen = TABS.find(({ name }) => name === tab) ?? TABS[0]
  return (
    <main className="sl-page">
      <PageHead title="Settings" sub={`Only people of the account ${location.name} and admins of ${company.name} see what is here.`}>
        <nav className={css.tabs} aria-label="Settings">
          {TABS.map(({ name, label }) => (
            <Go key={name} href={`/settings/${name}`} aria-current={name === chosen.name ? 'page' : undefined}>
              {label}
            </Go>
          ))}
        </nav>
      </PageHead>
      <chosen.Tab />
    </main>
  )
}
