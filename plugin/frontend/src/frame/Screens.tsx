/** Which screen stands at which address. */
import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'

import { AutomationScreen } from '../automation/AutomationScreen'
import { CampaignsScreen } from '../campaigns/CampaignsScreen'
import { EditLinkScreen, NewLinkScreen } from '../links/EditorScreens'
import { LinksScreen } from '../links/LinksScreen'
import { ReadyScreen } from '../links/ReadyScreen'
import { ReportSkeleton } from '../reports/ReportSkeleton'
import { SettingsScreen } from '../settings/SettingsScreen'

// The screens with charts come apart, so that the first paint does not wait for them.
const HomeScreen = lazy(async () => ({ default: (await import('../home/HomeScreen')).HomeScreen }))
const CampaignReportScreen = lazy(async () => ({ default: (await import('../home/GroupScreens')).CampaignReportScreen }))
const TagReportScreen = lazy(async () => ({ default: (await import('../home/GroupScreens')).TagReportScreen }))
const LinkReportScreen = lazy(async () => ({ default: (await import('../links/LinkReportScreen')).LinkReportScreen }))

/** The routes of the dashboard, after the `#`. */
export function Screens() {
  return (
    <Suspense fallback={<main className="sl-page"><ReportSkeleton /></main>}>
      <Switch>
        <Route path="/" component={HomeScreen} />
        <Route path="/links" component={LinksScreen} />
        <Route path="/links/new" component={NewLinkScreen} />
        <Route path="/links/:id">{({ id }) => <LinkReportScreen id={id} />}</Route>
        <Route path="/links/:id/edit">{({ id }) => <EditLinkScreen id={id} />}</Route>
        <Route path="/links/:id/ready">{({ id }) => <ReadyScreen id={id} />}</Route>
        <Route path="/campaigns" component={CampaignsScreen} />
        <Route path="/automation/:tab?">{({ tab }) => <AutomationScreen tab={tab} />}</Route>
        <Route path="/campaigns/:id">{({ id }) => <CampaignReportScreen id={id} />}</Route>
        <Route path="/tags/:id">{({ id }) => <TagReportScreen id={id} />}</Route>
        <Route path="/settings/:tab?">{({ tab }) => <SettingsScreen tab={tab} />}</Route>
        <Route>
          <Redirect to="/" replace />
        </Route>
      </Switch>
    </Suspense>
  )
}
