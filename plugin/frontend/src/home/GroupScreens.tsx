/** The reports of links that belong together: a campaign's, a tag's. */
import { IconChevronLeft, IconSpeakerphone, IconTag } from '@tabler/icons-react'
import { useMemo, type ReactNode } from 'react'
import { Link as Go } from 'wouter'

import { useCampaigns } from '../campaigns/campaigns'
import { LetterTile } from '../look/LetterTile'
import { counted } from '../look/numbers'
import { PageHead } from '../look/PageHead'
import { Panel } from '../look/Panel'
import { StatePanel } from '../look/StatePanel'
import { useLive } from '../reports/live'
import { usePeriod } from '../reports/period'
import { useHead } from '../reports/report'
import { ReportBar } from '../reports/ReportBar'
import { ReportSkeleton } from '../reports/ReportSkeleton'
import { headline } from '../reports/sentence'
import { TermsProvider, type Scope } from '../reports/terms'
import { useTags } from '../tags/tags'
import css from './home.module.css'
import { Overview } from './Overview'

interface Group {
  name: string
  links: number
  crmTags?: readonly string[]
}

function About({ group, what }: { group: Group; what: string }) {
  const tags = group.crmTags ?? []
  return (
    <Panel title={`This ${what}`}>
      <div className="sl-row">
        <LetterTile name={group.name} />
        <p className="sl-small">{counted(group.links, 'link')}</p>
      </div>
      {tags.length > 0 && <p className={`sl-cap ${css.about}`}>Every click adds {tags.join(', ')} to a known contact in your CRM.</p>}
    </Panel>
  )
}

function GroupReport({ group, what, back }: { group: Group; what: string; back: ReactNode }) {
  const { window, range } = usePeriod()
  const { data, error } = useHead()
  useLive()
  return (
    <main className="sl-page">
      {back}
      <PageHead title={group.name} sub={error && !data ? undefined : headline(data, window, range)} />
      <ReportBar />
      <Overview beside={<About group={group} what={what} />} />
    </main>
  )
}

function Back({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Go href={href} className={css.back}>
      <IconChevronLeft size={16} stroke={2} aria-hidden />
      {children}
    </Go>
  )
}

function Missing({ back, known, what, icon }: { back: ReactNode; known: boolean; what: string; icon: ReactNode }) {
  return (
    <main className="sl-page">
      {back}
      {known ? (
        <Panel>
          <StatePanel icon={icon} title={`This ${what} is no longer here`}>
            Someone may have deleted it. Its links and their clicks are still there.
          </StatePanel>
        </Panel>
      ) : (
        <ReportSkeleton />
      )}
    </main>
  )
}

/** A campaign's report. */
export function CampaignReportScreen({ id }: { id: string }) {
  const scope = useMemo<Scope>(() => ({ campaign_id: id }), [id])
  const { data } = useCampaigns()
  const campaign = data?.find((one) => one.id === id)
  const back = <Back href="/campaigns">Campaigns</Back>
  if (!campaign) return <Missing back={back} known={data !== undefined} what="campaign" icon={<IconSpeakerphone size={20} stroke={1.75} />} />
  return (
    <TermsProvider key={id} scope={scope}>
      <GroupReport group={{ ...campaign, crmTags: campaign.crm_tags }} what="campaign" back={back} />
    </TermsProvider>
  )
}

/** A tag's report. */
export function TagReportScreen({ id }: { id: string }) {
  const scope = useMemo<Scope>(() => ({ tag_id: id }), [id])
  const { data } = useTags()
  const tag = data?.find((one) => one.id === id)
  const back = <Back href="/settings/tags">Tags</Back>
  if (!tag) return <Missing back={back} known={data !== undefined} what="tag" icon={<IconTag size={20} stroke={1.75} />} />
  return (
    <TermsProvider key={id} scope={scope}>
      <GroupReport group={tag} what="tag" back={back} />
    </TermsProvider>
  )
}
