/** Asks before a link and its clicks are gone. */
import { counted } from '../look/numbers'
import { ConfirmDialog } from '../look/ConfirmDialog'
import { toast } from '../look/toast'
import type { Link } from '../session/schemas'
import { nameOf, useDeleteLink, usePauseLink } from './links'

interface DeleteProps {
  link: Link
  onClose: () => void
  onDeleted?: () => void
}

/** The dialog "Delete …?"; pausing is the softer choice. */
export function DeleteLink({ link, onClose, onDeleted }: DeleteProps) {
  const remove = useDeleteLink()
  const pause = usePauseLink()
  const history = link.clicks + link.bots
  const confirm = () =>
    remove.mutate(link.id, {
      onSuccess: () => {
        toast('Link deleted', nameOf(link))
        onClose()
        onDeleted?.()
      },
    })
  const softer = {
    label: 'Pause instead',
    onClick: () => pause.mutate({ id: link.id, paused: true }, { onSuccess: onClose }),
  }
  return (
    <ConfirmDialog
      title={`Delete ${nameOf(link)}?`}
      confirm="Delete link"
      busy={remove.isPending}
      error={remove.error ?? pause.error}
      onConfirm={confirm}
      onClose={onClose}
      softer={link.paused ? undefined : softer}
    >
      People who open <b>{`${link.domain}/${link.slug}`}</b> will see “not found”.{' '}
      {history > 0 ? `${counted(history, 'click')} of history ${history === 1 ? 'goes' : 'go'} with it.` : 'It has no clicks yet.'} This
      cannot be undone.
    </ConfirmDialog>
  )
}
