/** The foot of a dialog with a form: away from it, or on with it. */
import { Button } from '@mantine/core'

import css from './look.module.css'

interface FootProps {
  submit: string
  busy: boolean
  disabled: boolean
  onClose: () => void
}

/** "Cancel" and the submitting button. */
export function DialogFoot({ submit, busy, disabled, onClose }: FootProps) {
  return (
    <div className={css.dialogFoot}>
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
      <Button type="submit" variant="solid" loading={busy} disabled={disabled}>
        {submit}
      </Button>
    </div>
  )
}
