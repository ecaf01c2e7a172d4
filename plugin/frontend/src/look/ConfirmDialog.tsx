/** Asks before something is gone: names it, says the effect, offers the softer choice. */
import { Button, Modal } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { wordsFor } from '../session/errors'
import { FormFault } from './Fault'
import css from './look.module.css'

interface ConfirmProps {
  title: string
  confirm: string
  busy: boolean
  error: unknown
  onConfirm: () => void
  onClose: () => void
  softer?: { label: string; onClick: () => void }
  children: ReactNode
}

/** A dialog that deletes on `confirm` and keeps on everything else. */
export function ConfirmDialog({ title, confirm, busy, error, onConfirm, onClose, softer, children }: ConfirmProps) {
  return (
    <Modal opened onClose={onClose} withCloseButton={false} attributes={{ content: { 'aria-label': title } }} returnFocus>
      <span className={css.dialogIcon} aria-hidden>
        <IconTrash size={20} stroke={1.75} />
      </span>
      <h2 className="sl-state">{title}</h2>
      <div className="sl-sub">{children}</div>
      {error ? <FormFault words={wordsFor(error)} /> : null}
      <div className={css.dialogFoot}>
        {softer && (
          <Button variant="ghost" data-softer onClick={softer.onClick} disabled={busy}>
            {softer.label}
          </Button>
        )}
        <Button variant="default" data-autofocus onClick={onClose}>
          Keep it
        </Button>
        <Button variant="danger" loading={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Modal>
  )
}
