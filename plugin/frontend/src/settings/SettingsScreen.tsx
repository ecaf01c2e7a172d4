/** What is set once for the whole account: tags, brand, conversions, plan. */
import { BrandSettings } from '../brand/BrandSettings'
import { ConnectionSettings } from '../connection/ConnectionSettings'
import { ImportSettings } from '../imports/ImportSettings'
import { ConversionsSettings } from '../conversions/ConversionsSettings'
import { PlanSettings } from '../plan/PlanSettings'
import { useMe } from '../session/me'
import { TagsSettings } from '../tags/TagsSettings'
import { TabbedScreen } from './TabbedScreen'

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
  return (
    <TabbedScreen
      title="Settings"
      sub={`Only people of the account ${location.name} and admins of ${company.name} see what is here.`}
      path="/settings"
      tabs={TABS}
      chosen={tab}
    />
  )
}
