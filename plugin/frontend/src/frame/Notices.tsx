/** What the account should know: notices of the server, and being offline. */
import { onlineManager } from '@tanstack/react-query'
import { IconAlertTriangle, IconCloudOff, IconInfoCircle } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'

import look from '../look/look.module.css'
import { useMe } from '../session/me'
import css from './frame.module.css'

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  )
}

function LevelIcon({ level }: { level: string }) {
  const Mark = level === 'info' ? IconInfoCircle : IconAlertTriangle
  return <Mark size={18} stroke={1.75} aria-hidden />
}

/** Calm lines above the screen; nothing where there is nothing to say. */
export function Notices() {
  const { notices } = useMe()
  const online = useOnline()
  if (online && notices.length === 0) return null
  return (
    <div className={css.notices} role="status">
      {!online && (
        <p className={look.banner}>
          <IconCloudOff size={18} stroke={1.75} aria-hidden />
          You are offline. We will save when you are back.
        </p>
      )}
      {notices.map(({ code, level, message }) => (
        <p key={code} className={look.banner} data-level={level}>
          <LevelIcon level={level} />
          {message}
        </p>
      ))}
    </div>
  )
}
