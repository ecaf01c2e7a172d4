/** What stands where content would: nothing yet, nothing found, could not load. */
import { Button } from '@mantine/core'
import { IconCloudOff, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { wordsFor } from '../session/errors'
import css from './look.module.css'

interface StateProps {
  icon: ReactNode
  title: string
  tone?: 'quiet' | 'bad' | 'bright'
  backdrop?: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

/** An icon, a title, a sentence and one way on. */
export function StatePanel({ icon, title, tone = 'quiet', backdrop, children, actions }: StateProps) {
  return (
    <div className={css.stateBox}>
      {backdrop}
      <span className={css.stateIcon} data-tone={tone} aria-hidden>
        {icon}
      </span>
      <h2 className="sl-state">{title}</h2>
      {children && <div className={`sl-sub ${css.stateText}`}>{children}</div>}
      {actions && <div className={css.stateActions}>{actions}</div>}
    </div>
  )
}

/** "We could not load …": what still works, then one way on. */
export function CouldNotLoad({ what, error, retry }: { what: string; error: unknown; retry: () => void }) {
  return (
    <div role="alert">
      <StatePanel
        tone="bad"
        icon={<IconCloudOff size={20} stroke={1.75} />}
        title={`We could not load ${what}`}
        actions={
          <Button variant="solid" leftSection={<IconRefresh size={16} />} onClick={retry}>
            Try again
          </Button>
        }
      >
        Your links still work and every click is counted. {wordsFor(error)}
      </StatePanel>
    </div>
  )
}
