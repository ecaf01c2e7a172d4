/** What stands before the destination: a password, and how many clicks pass. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'

import type { SectionProps } from '../links/sections'
import { fieldFault } from '../look/Fault'
import { counted, whole } from '../look/numbers'
import { Locked, useHas } from '../plan/Locked'
import { faultAt } from '../session/errors'
import css from './gates.module.css'

function NewPassword({ draft, edit, error, link }: SectionProps) {
  const changing = link?.has_password
  return (
    <>
      <PasswordInput
        label={changing ? 'New password' : 'Password'}
        description="Asked once per visitor. Capital letters count."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="new-password"
        value={draft.password ?? ''}
        error={fieldFault(faultAt(error, 'password'))}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        onChange={(event) => edit({ password: event.currentTarget.value || (changing ? '' : undefined) })}
      />
      {changing && (
        <Button variant="ghost" size="compact-xs" onClick={() => edit({ password: undefined })}>
          Keep the old one
        </Button>
      )}
    </>
  )
}

function SetPassword({ removed, edit }: { removed: boolean; edit: SectionProps['edit'] }) {
  const canChange = useHas('passwords')
  return (
    <div className={css.set} role="group" aria-label="Password">
      <IconKey size={16} stroke={1.75} aria-hidden />
      <span className="sl-grow">{removed ? 'The password goes when you save.' : 'A password is set. Visitors are asked for it once.'}</span>
      {!removed && canChange && (
        <Button variant="default" size="xs" onClick={() => edit({ password: '' })}>
          Change
        </Button>
      )}
      <Button variant={removed ? 'default' : 'ghost'} size="xs" onClick={() => edit({ password: removed ? undefined : null })}>
        {removed ? 'Keep it' : 'Remove'}
      </Button>
    </div>
  )
}

function Password(props: SectionProps) {
  const { draft, edit, link } = props
  if (link?.has_password && (draft.password === undefined || draft.password === null)) {
    return <SetPassword removed={draft.password === null} edit={edit} />
  }
  return (
    <Locked feature="passwords" gives="Keep a link for those you tell">
      <div>
        <NewPassword {...props} />
      </div>
    </Locked>
  )
}

function left({ link, draft }: SectionProps): string {
  const limit = link?.click_limit
  if (!limit || draft.clickLimit !== String(limit) || link.clicks_left === null) return 'Then the link stops. Leave it blank for no limit. Bots do not use it up.'
  return link.clicks_left === 0 ? `All ${whole(limit)} are used.` : `${counted(link.clicks_left, 'click')} of ${whole(limit)} left.`
}

/** Password and click limit. */
export function ProtectionFields(props: SectionProps) {
  const { draft, edit, error } = props
  return (
    <div className={css.pair}>
      <div>
        <Password {...props} />
      </div>
      <TextInput
        label="Click limit"
        description={left(props)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder="For example 500"
        inputMode="numeric"
        value={draft.clickLimit}
        error={fieldFault(faultAt(error, 'click_limit'))}
        onChange={(event) => edit({ clickLimit: event.currentTarget.value })}
      />
    </div>
  )
}
