/** What clicks set off in the CRM, and what they may. */
import { TabbedScreen } from '../settings/TabbedScreen'
import { Activity } from './Activity'
import { SwitchesPanel } from './SwitchesPanel'

const TABS = [
  { name: 'activity', label: 'Activity', Tab: Activity },
  { name: 'clicks', label: 'What clicks do', Tab: SwitchesPanel },
] as const

/** The screen "Automation", on one of its tabs. */
export function AutomationScreen({ tab }: { tab: string | undefined }) {
  return (
    <TabbedScreen
      title="Automation"
      sub="Everything a click set off in your CRM, in plain words."
      path="/automation"
      tabs={TABS}
      chosen={tab}
    />
  )
}
