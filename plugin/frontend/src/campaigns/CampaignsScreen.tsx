/** Campaigns: links in groups, with CRM tags of their own. */
import { Button } from '@mantine/core'
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react'
import { useState } from 'react'

import { LinksSkeleton } from '../links/LinksSkeleton'
import { ConfirmDialog } from '../look/ConfirmDialog'
import { counted } from '../look/numbers'
import { PageHead } from '../look/PageHead'
import { Panel } from '../look/Panel'
import { CouldNotLoad, StatePanel } from '../look/StatePanel'
import { toast } from '../look/toast'
import type { Campaign } from '../session/schemas'
import { CampaignDialog } from './CampaignDialog'
import { CampaignRow } from './CampaignRow'
import { useCampaigns, useDeleteCampaign } from './campaigns'

type Open = { what: 'new' } | { what: 'edit' | 'delete'; campaign: Campaign } | null

function DeleteCampaign({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const remove = useDeleteCampaign()
  const done = () => {
    toast('Campaign deleted', campaign.name)
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Delete ${campaign.name}?`}
      confirm="Delete campaign"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(campaign.id, { onSuccess: done })}
      onClose={onClose}
    >
      {campaign.links > 0 ? `Its ${counted(campaign.links, 'link')} and their clicks stay. ` : ''}
      {campaign.crm_tags.length > 0 ? 'Clicks no longer add its tags in your CRM.' : 'Nothing else changes.'}
    </ConfirmDialog>
  )
}

function Nothing({ add }: { add: () => void }) {
  return (
    <StatePanel
      icon={<IconSpeakerphone size={20} stroke={1.75} />}
      title="Group links that belong together"
      actions={
        <Button variant="solid" onClick={add}>
          Add a campaign
        </Button>
      }
    >
      A campaign collects links, and can add its own tags in your CRM on every click.
    </StatePanel>
  )
}

/** The screen "Campaigns". */
export function CampaignsScreen() {
  const { data: campaigns, error, refetch } = useCampaigns()
  const [open, setOpen] = useState<Open>(null)
  const add = () => setOpen({ what: 'new' })
  const close = () => setOpen(null)
  return (
    <main className="sl-page">
      <PageHead title="Campaigns" sub="Links that belong together, and the tags they share in your CRM.">
        {campaigns && campaigns.length > 0 && (
          <Button variant="default" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={add}>
            New campaign
          </Button>
        )}
      </PageHead>
      <Panel flush>
        {!campaigns && !error && <LinksSkeleton />}
        {!campaigns && error && <CouldNotLoad what="your campaigns" error={error} retry={() => void refetch()} />}
        {campaigns?.length === 0 && <Nothing add={add} />}
        <ul aria-label="Campaigns">
          {campaigns?.map((campaign) => (
            <CampaignRow
              key={campaign.id}
              campaign={campaign}
              onEdit={() => setOpen({ what: 'edit', campaign })}
              onDelete={() => setOpen({ what: 'delete', campaign })}
            />
          ))}
        </ul>
      </Panel>
      {open?.what === 'new' && <CampaignDialog onClose={close} />}
      {open?.what === 'edit' && <CampaignDialog campaign={open.campaign} onClose={close} />}
      {open?.what === 'delete' && <DeleteCampaign campaign={open.campaign} onClose={close} />}
    </main>
  )
}
