/** The account's tags: add, rename, recolor, delete, across every link. */
import { Button, Menu } from '@mantine/core'
import { IconChartBar, IconDots, IconPencil, IconPlus, IconTag, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'

import { Chip } from '../look/Chip'
import { ConfirmDialog } from '../look/ConfirmDialog'
import { IconButton } from '../look/IconButton'
import { counted } from '../look/numbers'
import { Panel } from '../look/Panel'
import { CouldNotLoad, StatePanel } from '../look/StatePanel'
import { toast } from '../look/toast'
import type { Tag } from '../session/schemas'
import { TagDialog } from './TagDialog'
import { useDeleteTag, useTags } from './tags'
import css from './tags.module.css'

type Open = { what: 'new' } | { what: 'edit' | 'delete'; tag: Tag } | null

function DeleteTag({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const remove = useDeleteTag()
  const done = () => {
    toast('Tag deleted', tag.name)
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Delete ${tag.name}?`}
      confirm="Delete tag"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(tag.id, { onSuccess: done })}
      onClose={onClose}
    >
      {tag.links > 0 ? `It comes off ${counted(tag.links, 'link')}. ` : ''}The links and their clicks stay.
    </ConfirmDialog>
  )
}

function Row({ tag, open }: { tag: Tag; open: (what: Open) => void }) {
  const [, go] = useLocation()
  return (
    <li className={css.row}>
      <span className="sl-grow">
        <Chip hue={tag.color}>{tag.name}</Chip>
      </span>
      <span className="sl-small sl-num">{counted(tag.links, 'link')}</span>
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={`Actions for ${tag.name}`}>
            <IconDots size={18} stroke={1.75} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconChartBar size={16} stroke={1.75} />} onClick={() => go(`/tags/${tag.id}`)}>
            See clicks
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.75} />} onClick={() => open({ what: 'edit', tag })}>
            Rename or recolor
          </Menu.Item>
          <Menu.Item data-danger leftSection={<IconTrash size={16} stroke={1.75} />} onClick={() => open({ what: 'delete', tag })}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}

/** The settings tab "Tags". */
export function TagsSettings() {
  const { data: tags, error, refetch } = useTags()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const add = (
    <Button variant="default" size="xs" leftSection={<IconPlus size={14} stroke={2} />} onClick={() => setOpen({ what: 'new' })}>
      New tag
    </Button>
  )
  return (
    <Panel title="Tags" side={add}>
      {error && !tags && <CouldNotLoad what="your tags" error={error} retry={() => void refetch()} />}
      {tags?.length === 0 && (
        <StatePanel icon={<IconTag size={20} stroke={1.75} />} title="No tags yet">
          Tags sort your links. Each keeps its color everywhere.
        </StatePanel>
      )}
      <ul aria-label="Tags">
        {tags?.map((tag) => (
          <Row key={tag.id} tag={tag} open={setOpen} />
        ))}
      </ul>
      {open?.what === 'new' && <TagDialog onClose={close} />}
      {open?.what === 'edit' && <TagDialog tag={open.tag} onClose={close} />}
      {open?.what === 'delete' && <DeleteTag tag={open.tag} onClose={close} />}
    </Panel>
  )
}
