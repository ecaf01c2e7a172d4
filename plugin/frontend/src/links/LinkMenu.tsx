/** What can be done with a link from where it is listed. */
import { Menu } from '@mantine/core'
import { IconChartBar, IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'

import { IconButton } from '../look/IconButton'
import { toast, toastFault } from '../look/toast'
import type { Link } from '../session/schemas'
import { DeleteLink } from './DeleteLink'
import { nameOf, usePauseLink } from './links'

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true }

function PauseItem({ link }: { link: Link }) {
  const pause = usePauseLink()
  const change = () =>
    pause.mutate(
      { id: link.id, paused: !link.paused },
      {
        onSuccess: (saved) => toast(saved.paused ? 'Paused' : 'Running again', saved.short_url),
        onError: (error) => toastFault('Not changed', error),
      },
    )
  return (
    <Menu.Item leftSection={link.paused ? <IconPlayerPlay {...ICON} /> : <IconPlayerPause {...ICON} />} onClick={change}>
      {link.paused ? 'Resume' : 'Pause'}
    </Menu.Item>
  )
}

/** The three dots of a link. `here` leaves out the way to where we are; `onDeleted` follows a deletion. */
export function LinkMenu({ link, here, onDeleted }: { link: Link; here?: 'report' | 'edit'; onDeleted?: () => void }) {
  const [, go] = useLocation()
  const [deleting, setDeleting] = useState(false)
  return (
    <>
      <Menu position="bottom-end" width={204}>
        <Menu.Target>
          <IconButton label={`Actions for ${nameOf(link)}`}>
            <IconDots size={18} stroke={1.75} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          {here !== 'report' && (
            <Menu.Item leftSection={<IconChartBar {...ICON} />} onClick={() => go(`/links/${link.id}`)}>
              See clicks
            </Menu.Item>
          )}
          {here !== 'edit' && (
            <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={() => go(`/links/${link.id}/edit`)}>
              Edit
            </Menu.Item>
          )}
          <Menu.Divider />
          <PauseItem link={link} />
          <Menu.Item data-danger leftSection={<IconTrash {...ICON} />} onClick={() => setDeleting(true)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {deleting && <DeleteLink link={link} onClose={() => setDeleting(false)} onDeleted={onDeleted} />}
    </>
  )
}
