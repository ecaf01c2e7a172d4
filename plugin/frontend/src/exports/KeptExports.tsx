/** The files that were made, and those being made. */
import { Button } from '@mantine/core'
import { IconDownload, IconTrash } from '@tabler/icons-react'

import { IconButton } from '../look/IconButton'
import { toastFault } from '../look/toast'
import { useMe } from '../session/me'
import { wordsFor } from '../session/errors'
import type { Export } from '../session/schemas'
import css from './exports.module.css'
import { isUnderWay, useExports, useFetchExport, useRemoveExport } from './exports'
import { progress, told } from './words'

function Bar({ one }: { one: Export }) {
  const part = progress(one)
  return (
    <div className={css.bar} role="progressbar" aria-label={`${one.name}, made so far`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={part ?? undefined}>
      <i style={{ width: `${part ?? 0}%` }} />
    </div>
  )
}

function Fetch({ one }: { one: Export }) {
  const fetch = useFetchExport()
  return (
    <Button
      variant="default"
      size="compact-xs"
      loading={fetch.isPending}
      leftSection={<IconDownload size={14} stroke={2} />}
      aria-label={`Download ${one.name}`}
      onClick={() => fetch.mutate(one, { onError: (error) => toastFault('Not downloaded', error) })}
    >
      Download
    </Button>
  )
}

function Row({ one }: { one: Export }) {
  const zone = useMe().location.timezone
  const remove = useRemoveExport()
  return (
    <li className={css.file}>
      <div className="sl-grow">
        <p className={css.name}>{one.name}</p>
        <p className="sl-cap" data-bad={one.state === 'failed' || undefined}>
          {told(one, zone)}
        </p>
        {isUnderWay(one) && <Bar one={one} />}
      </div>
      {one.state === 'done' && <Fetch one={one} />}
      <IconButton label={`Remove ${one.name}`} onClick={() => remove.mutate(one.id, { onError: (error) => toastFault('Not removed', error) })}>
        <IconTrash size={16} stroke={1.75} />
      </IconButton>
    </li>
  )
}

/** The list; nothing where no file is kept. */
export function KeptExports() {
  const { data, error } = useExports()
  if (error && !data) return <p className="sl-small">{wordsFor(error)}</p>
  if (!data || data.items.length === 0) return null
  return (
    <ul className={css.files} aria-label="Kept exports">
      {data.items.map((one) => (
        <Row key={one.id} one={one} />
      ))}
    </ul>
  )
}
