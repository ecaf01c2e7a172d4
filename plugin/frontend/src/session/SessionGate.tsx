/** Lets in whom the CRM vouches for, and tells everyone else calmly what to do. */
import { Button } from '@mantine/core'
import { IconLink, IconPlugConnectedX, IconRefresh, IconShieldLock } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'

import css from '../frame/frame.module.css'
import { StatePanel } from '../look/StatePanel'
import { ApiError, wordsFor } from './errors'
import { NoParent } from './handshake'
import { useOpened } from './opened'
import type { CompanyAdmin } from './schemas'

const ICON = { size: 20, stroke: 1.75 }

function Refused({ error, retry }: { error: unknown; retry: () => void }) {
  const again = (
    <Button variant="solid" leftSection={<IconRefresh size={16} />} onClick={retry}>
      Try again
    </Button>
  )
  if (error instanceof NoParent) {
    return (
      <StatePanel tone="bright" icon={<IconLink {...ICON} />} title="Open Smart Links from your CRM" actions={again}>
        Your CRM tells us who you are, so there is no password to remember. Your links keep working meanwhile.
      </StatePanel>
    )
  }
  if (error instanceof ApiError && error.code === 'not_installed') {
    return (
      <StatePanel icon={<IconPlugConnectedX {...ICON} />} title="Smart Links is not installed here" actions={again}>
        An admin of your company can install it in this account from the app marketplace in your CRM.
      </StatePanel>
    )
  }
  return (
    <StatePanel tone="bad" icon={<IconShieldLock {...ICON} />} title="We could not sign you in" actions={again}>
      Your links still work and every click is counted. {wordsFor(error)}
    </StatePanel>
  )
}

/** Shows its children once someone is signed in to an account; to a company's admin, on its own page, `Company`. */
export function SessionGate({ Company, children }: { Company: ComponentType<{ admin: CompanyAdmin }>; children: ReactNode }) {
  const { data: opened, error, isFetching, refetch } = useOpened()
  if (opened?.admin) return <Company admin={opened.admin} />
  if (opened?.me) return children
  return (
    <main className={css.gate} aria-busy={isFetching}>
      {error && !isFetching ? (
        <Refused error={error} retry={() => void refetch()} />
      ) : (
        <p className="sl-sub sl-late" role="status">
          Asking your CRM who you are.
        </p>
      )}
    </main>
  )
}
