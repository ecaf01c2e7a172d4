/** When the link runs. */
import { Switch, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'

import { fieldFault } from '../look/Fault'
import { faultAt } from '../session/errors'
import type { SectionProps } from './LinkEditor'
import css from './links.module.css'
import { Section } from './Section'

// Keeps years to four digits.
const LATEST = '9999-12-31T23:59'

/** The card "Schedule"; moments are the account's own time. */
export function ScheduleSection({ draft, edit, error, zone }: SectionProps & { zone: string }) {
  const place = zone.replaceAll('_', ' ')
  return (
    <Section icon={IconCalendar} title="Schedule" sub={`When it opens and when it ends, in ${place} time.`}>
      <TextInput
        type="datetime-local"
        max={LATEST}
        label="Starts"
        value={draft.startsAt}
        error={fieldFault(faultAt(error, 'starts_at'))}
        onChange={(event) => edit({ startsAt: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        max={LATEST}
        label="Expires"
        value={draft.expiresAt}
        error={fieldFault(faultAt(error, 'expires_at'))}
        onChange={(event) => edit({ expiresAt: event.currentTarget.value })}
      />
      <Switch
        className={css.wide}
        label="Paused. People who open it see that it is resting."
        checked={draft.paused}
        onChange={(event) => edit({ paused: event.currentTarget.checked })}
      />
    </Section>
  )
}
