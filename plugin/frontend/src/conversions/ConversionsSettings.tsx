/** How a customer's own site tells us what followed a click: the secret to sign with, and what to paste. */
import { Button } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'

import { ConfirmDialog } from '../look/ConfirmDialog'
import { CopyButton } from '../look/CopyButton'
import { dayAndTime } from '../look/dates'
import { Panel } from '../look/Panel'
import { CouldNotLoad, StatePanel } from '../look/StatePanel'
import { readConfig } from '../session/config'
import { wordsFor } from '../session/errors'
import { useMe } from '../session/me'
import css from './conversions.module.css'
import { pixelLine, signedCall } from './examples'
import { useRenewSecret, useSecret } from './secret'

function Code({ label, children }: { label: string; children: string }) {
  return (
    <div className={css.code}>
      <pre aria-label={label}>
        {children}
      </pre>
      <CopyButton text={children} label={`Copy: ${label}`} />
    </div>
  )
}

function Shown({ secret }: { secret: string }) {
  return (
    <div className={css.shown} role="status">
      <p className="sl-small">
        <b>Copy it now.</b> We keep it sealed and cannot show it again.
      </p>
      <Code label="The new secret">{secret}</Code>
    </div>
  )
}

function Rotate({ first, renew }: { first: boolean; renew: ReturnType<typeof useRenewSecret> }) {
  const [asking, setAsking] = useState(false)
  const make = () => renew.mutate(undefined, { onSettled: () => setAsking(false) })
  return (
    <>
      <Button variant="default" size="xs" loading={renew.isPending} onClick={() => (first ? make() : setAsking(true))}>
        {first ? 'Make a secret' : 'Make a new one'}
      </Button>
      {asking && (
        <ConfirmDialog
          title="Make a new secret?"
          confirm="Make a new secret"
          busy={renew.isPending}
          error={renew.error}
          onConfirm={make}
          onClose={() => setAsking(false)}
        >
          The one of now works on until you make another after this, so there is time to change it on your servers. The one before it ends
          at once.
        </ConfirmDialog>
      )}
    </>
  )
}

function SecretPanel() {
  const zone = useMe().location.timezone
  const { data, error, refetch } = useSecret()
  const renew = useRenewSecret()
  if (!data) return error ? <Panel><CouldNotLoad what="your secret" error={error} retry={() => void refetch()} /></Panel> : null
  return (
    <Panel title="Secret" side={<Rotate first={data.made_at === null} renew={renew} />}>
      <p className="sl-small">
        {data.made_at === null
          ? 'There is none yet. Your server signs with it what it tells us, so that nobody else can.'
          : `Made ${dayAndTime(data.made_at, zone)}. Your account’s number is ${data.account}.`}
      </p>
      {renew.error && <p className="sl-small">{wordsFor(renew.error)}</p>}
      {renew.data && <Shown secret={renew.data.secret} />}
    </Panel>
  )
}

function Paste() {
  const { location, short_domain: domain } = useMe()
  const api = new URL(readConfig().api, window.location.href).href
  return (
    <>
      <Panel title="From your server">
        <div className={css.stack}>
          <p className="sl-small">
            The sure way: signed, with what it was worth. The id is your own, such as an order’s number: the same told twice counts once. A
            conversion counts up to 90 days after its click.
          </p>
          <Code label="A signed call">{signedCall(api, String(location.id))}</Code>
        </div>
      </Panel>
      <Panel title="From a page">
        <div className={css.stack}>
          <p className="sl-small">
            The easy way: paste this into the page that people reach when it is done. Where that is not the page they landed on, keep the
            click’s id on the way. Whoever has the id can send this, so trust it less than a signed call.
          </p>
          <Code label="The pixel">{pixelLine(`${window.location.protocol}//${domain}`)}</Code>
        </div>
      </Panel>
    </>
  )
}

/** The settings tab "Conversions". */
export function ConversionsSettings() {
  const { staff } = useMe()
  if (staff.role !== 'admin') {
    return (
      <Panel>
        <StatePanel icon={<IconKey size={20} stroke={1.75} />} title="Admins set this up">
          Ask an admin of your company to connect your site. What it tells us shows up in every link’s report.
        </StatePanel>
      </Panel>
    )
  }
  return (
    <div className="sl-grid">
      <Panel title="What followed a click">
        <p className="sl-small">
          A link that adds the click’s id to its destination lets your site tell us what came of it: a sign-up, a booking, a purchase. Switch
          it on in the link’s editor, under Destination, Conversions. Then use one of the two ways below.
        </p>
      </Panel>
      <SecretPanel />
      <Paste />
    </div>
  )
}
