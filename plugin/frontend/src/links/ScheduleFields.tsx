/** When the link runs, and where it leads when it is over. */
import { Switch, TextInput } from '@mantine/core'

import { fieldFault } from '../look/Fault'
import { faultAt } from '../session/errors'
import css from './editor.module.css'
import type { SectionProps } from './sections'

// Keeps years to four digits.
const LATEST = '9999-12-31T23:59'
const MOMENTS = [
  ['startsAt', 'starts_at', 'Starts'],
  ['expiresAt', 'expires_at', 'Expires'],
] as const

/** The fields of "Schedule"; moments are the account's own time. */
export function ScheduleFields({ draft, edit, error, zone }: SectionProps) {
  return (
    <div className={css.pair}>
      {MOMENTS.map(([name, field, label]) => (
        <TextInput
          key={name}
          type="datetime-local"
          max={LATEST}
          label={label}
          description={name === 'startsAt' ? `In ${zone.replaceAll('_', ' ')} time.` : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft[name]}
          error={fieldFault(faultAt(error, field))}
          onChange={(event) => edit({ [name]: event.currentTarget.value })}
        />
      ))}
      <TextInput
        className={css.wide}
        label="When it is over, go to"
        description="Leave it blank, and people see that the link has ended."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder="https://"
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        value={draft.expiredDestination}
        error={fieldFault(faultAt(error, 'expired_destination'))}
        onChange={(event) => edit({ expiredDestination: event.currentTarget.value })}
      />
      <Switch
        className={css.wide}
        label="Paused. People who open it see that it is resting."
        checked={draft.paused}
        onChange={(event) => edit({ paused: event.currentTarget.checked })}
      />
    </div>
  )
}
