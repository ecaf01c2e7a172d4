/** Says what would end, stay and go, and disconnects on a second word. */
import { Button, Modal } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'

import { FormFault } from '../look/Fault'
import look from '../look/look.module.css'
import { wordsFor } from '../session/errors'
import type { Consequences, Disconnected } from '../session/schemas'
import { consequencesQuery, useDisconnect } from './connection'
import css from './connection.module.css'

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section className={css.lines} aria-label={title}>
      <h3 className="sl-h2">{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

function Told({ told }: { told: Consequences }) {
  return (
    <>
      <Lines title="What ends" lines={told.ends} />
      <Lines title="What stays" lines={told.stays} />
      <Lines title="What goes" lines={[told.goes]} />
      <Lines title="Billing" lines={[told.billing]} />
    </>
  )
}

interface DialogProps {
  account: string
  onClose: () => void
  onDone: (done: Disconnected) => void
}

/** The dialog "Disconnect …?". */
export function DisconnectDialog({ account, onClose, onDone }: DialogProps) {
  const { data, error } = useQuery(consequencesQuery)
  const end = useDisconnect()
  const title = `Disconnect ${account}?`
  const fault = end.error ?? (data ? null : error)
  return (
    <Modal opened onClose={onClose} withCloseButton={false} attributes={{ content: { 'aria-label': title } }} size={560} returnFocus>
      <span className={look.dialogIcon} aria-hidden>
        <IconPlugConnectedX size={20} stroke={1.75} />
      </span>
      <h2 className="sl-state">{title}</h2>
      {data && <Told told={data} />}
      {fault ? <FormFault words={wordsFor(fault)} /> : null}
      <div className={look.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          Stay connected
        </Button>
        <Button variant="danger" disabled={!data} loading={end.isPending} onClick={() => end.mutate(undefined, { onSuccess: onDone })}>
          Disconnect
        </Button>
      </div>
    </Modal>
  )
}
