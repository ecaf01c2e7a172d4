/** How the account is connected with the CRM, and for admins the way to end it. */
import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useState } from 'react'

import { day } from '../look/dates'
import { Panel } from '../look/Panel'
import { StatePanel } from '../look/StatePanel'
import { StatusDot } from '../look/StatusDot'
import { useMe } from '../session/me'
import type { Disconnected } from '../session/schemas'
import { toldOf } from './connection'
import css from './connection.module.css'
import { DisconnectDialog } from './DisconnectDialog'

function Gone({ done, zone }: { done: Disconnected; zone: string }) {
  return (
    <StatePanel icon={<IconPlugConnectedX size={20} stroke={1.75} />} title="Smart Links is disconnected">
      Short links keep working until {day(done.erased_at, zone)}. Install Smart Links again before then, and all of it is back.
      {!done.crm_uninstalled && ' Your CRM may still list it: uninstall it there too.'}
    </StatePanel>
  )
}

function Ending({ account, onDone }: { account: string; onDone: (done: Disconnected) => void }) {
  const [asking, ask] = useState(false)
  return (
    <div className={css.ending}>
      <p className="sl-small">Disconnect ends our access to this account in your CRM. You see what stays and what goes before it happens.</p>
      <Button variant="default" leftSection={<IconPlugConnectedX size={16} />} onClick={() => ask(true)}>
        Disconnect
      </Button>
      {asking && <DisconnectDialog account={account} onClose={() => ask(false)} onDone={onDone} />}
    </div>
  )
}

/** The settings tab "Connection". */
export function ConnectionSettings() {
  const { connection, location, staff } = useMe()
  const [done, setDone] = useState<Disconnected | null>(null)
  const { status, word, line } = toldOf(connection, location.timezone)
  if (done) return <Gone done={done} zone={location.timezone} />
  return (
    <Panel title="Connection with your CRM" side={<StatusDot status={status} badge>{word}</StatusDot>}>
      <p className="sl-sub">{line}</p>
      {staff.role === 'admin' && <Ending account={location.name} onDone={setDone} />}
    </Panel>
  )
}
