/** What clicks set off in the CRM, and what they may. */
import { Link as Go } from 'wouter'

import { PageHead } from '../look/PageHead'
import css from '../settings/settings.module.css'
import { Activity } from './Activity'
import { SwitchesPanel } from './SwitchesPanel'

const TABS = [
  { name: 'activity', label: 'Activity', Tab: Activity },
  { name: 'clicks', label: 'What clicks do', Tab: SwitchesPanel },
] as const

/** The screen "Automation", on one of its tabs. */
export function AutomationScreen({ tab }: { tab: string | undefined }) {
  const chosen = TABS.find(({ name }) => name === tab) ?? TABS[0]
  return (
    <main className="sl-page">
      <PageHead title="Automation" sub="Everything a click set off in your CRM, in plain words.">
        <nav className={css.tabs} aria-label="Automation">
          {TABS.map(({ name, label }) => (
            <Go key={name} href={`/automation/${name}`} aria-current={name === chosen.name ? 'page' : undefined}>
              {label}
            </Go>
          ))}
        </nav>
      </PageHead>
      <chosen.Tab />
    </main>
  )
}
