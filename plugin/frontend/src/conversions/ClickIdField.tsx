/** Whether a link tells its destination which click it was. */
import { Switch } from '@mantine/core'

import { fieldFault } from '../look/Fault'
import type { SectionProps } from '../links/sections'
import { faultWithin } from '../session/errors'
import css from './conversions.module.css'

/** The switch of the fold "Conversions". */
export function ClickIdField({ draft, edit, error }: SectionProps) {
  return (
    <Switch
      label="Add the click’s id to the destination"
      description="As sl_click=…, so that your site can tell us what followed. How is under Settings, Conversions."
      classNames={{ description: css.hint }}
      checked={draft.appendClickId}
      error={fieldFault(faultWithin(error, 'append_click_id'))}
      onChange={(event) => edit({ appendClickId: event.currentTarget.checked })}
    />
  )
}
