/** One campaign in the list, with what can be done with it. */
import { Menu } from '@mantine/core'
import { IconChartBar, IconDots, IconLink, IconPencil, IconTrash } from '@tabler/icons-react'
import { useLocation } from 'wouter'

import { useFilters } from '../links/filters'
import { Chip, Chips } from '../look/Chip'
import { day } from '../look/dates'
import { IconButton } from '../look/IconButton'
import { LetterTile } from '../look/LetterTile'
import { counted } from '../look/numbers'
import { useMe } from '../session/me'
import type { Campaign } from '../session/schemas'
import css from './campaigns.module.css'

interface RowProps {
  campaign: Campaign
  onEdit: () => void
  onDelete: () => void
}

function Actions({ campaign, onEdit, onDelete, onSee }: RowProps & { onSee: () => void }) {
  const [, go] = useLocation()
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true }
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <IconButton label={`Actions for ${campaign.name}`}>
          <IconDots size={18} stroke={1.75} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconChartBar {...icon} />} onClick={() => go(`/campaigns/${campaign.id}`)}>
          See clicks
        </Menu.Item>
        <Menu.Item leftSection={<IconLink {...icon} />} onClick={onSee}>
          See links
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onEdit}>
          Edit
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item data-danger leftSection={<IconTrash {...icon} />} onClick={onDelete}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Name, links, CRM tags and the menu. */
export function CampaignRow(props: RowProps) {
  const { campaign } = props
  const zone = useMe().location.timezone
  const { clear } = useFilters()
  const [, go] = useLocation()
  const see = () => {
    clear({ campaign: campaign.id })
    go('/links')
  }
  return (
    <li className={css.row}>
      <LetterTile name={campaign.name} />
      <div className="sl-grow">
        <button type="button" className={css.name} onClick={see}>
          {campaign.name}
        </button>
        <p className="sl-cap">
          {counted(campaign.links, 'link')}, made {day(campaign.created_at, zone)}
        </p>
      </div>
      <span className={css.tags}>
        <Chips>
          {campaign.crm_tags.map((tag) => (
            <Chip key={tag} hue="indigo">
              {tag}
            </Chip>
          ))}
        </Chips>
      </span>
      <Actions {...props} onSee={see} />
    </li>
  )
}
