/** What is set on the destination, with the address that comes of it. */
import { Switch, TextInput } from '@mantine/core'

import type { SectionProps } from '../links/sections'
import { fieldFault } from '../look/Fault'
import { faultWithin } from '../session/errors'
import { bare } from '../links/address'
import { tagged } from './drafts'
import css from './routing.module.css'

const NAMES = [
  ['source', 'Source', 'instagram'],
  ['medium', 'Medium', 'social'],
  ['campaign', 'Campaign', 'summer'],
  ['term', 'Term', 'Optional'],
  ['content', 'Content', 'Optional'],
] as const

/** UTM fields, "pass on", and the resulting address. */
export function UtmFields({ draft, edit, error }: SectionProps) {
  const address = tagged(draft.destination, draft.utm)
  return (
    <div className={css.stack}>
      <div className={css.utm}>
        {NAMES.map(([name, label, example]) => (
          <TextInput
            key={name}
            label={label}
            aria-label={`UTM ${label.toLowerCase()}`}
            placeholder={example}
            value={draft.utm[name] ?? ''}
            error={fieldFault(faultWithin(error, `utm.${name}`))}
            onChange={(event) => edit({ utm: { ...draft.utm, [name]: event.currentTarget.value } })}
          />
        ))}
      </div>
      {draft.destination.trim() && (
        <p className={css.result} role="status" aria-label="Where it ends up">
          {bare(address)}
        </p>
      )}
      <Switch
        label="Pass on what visitors bring in the link, such as ?ref=anna"
        checked={draft.forward}
        onChange={(event) => edit({ forward: event.currentTarget.checked })}
      />
    </div>
  )
}
