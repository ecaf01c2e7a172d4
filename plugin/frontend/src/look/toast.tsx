/** The short word in the corner after something was done. */
import { notifications } from '@mantine/notifications'
import { IconAlertCircleFilled, IconCircleCheckFilled } from '@tabler/icons-react'

import { wordsFor } from '../session/errors'

/** "Saved", "Link deleted": it is done. */
export function toast(title: string, message?: string): void {
  const icon = <IconCircleCheckFilled size={20} color="var(--sl-ok-fill)" />
  notifications.show({ title, message, icon, color: 'transparent', withBorder: false })
}

/** It was not done, and why. */
export function toastFault(title: string, error: unknown): void {
  const icon = <IconAlertCircleFilled size={20} color="var(--sl-bad-fill)" />
  notifications.show({ title, message: wordsFor(error), icon, color: 'transparent', withBorder: false })
}
