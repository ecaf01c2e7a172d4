/** The advertisers' pixels that a link loads before it moves on. */
import { Button, Select, Switch, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'

import type { SectionProps } from '../links/sections'
import { fieldFault } from '../look/Fault'
import { IconButton } from '../look/IconButton'
import { changedAt, keyed, withoutAt } from '../look/lists'
import { faultAt, faultWithin } from '../session/errors'
import type { Pixel } from '../session/link'
import { NETWORKS } from './networks'
import css from './pixels.module.css'

function List({ draft, edit, error }: SectionProps) {
  const { pixels } = draft
  return (
    <ul className={css.pixels} aria-label="Pixels">
      {pixels.map(({ key, kind, id }, place) => (
        <li key={key} className={css.pixel}>
          <Select
            aria-label={`Network ${place + 1}`}
            data={NETWORKS}
            value={kind}
            error={fieldFault(faultWithin(error, `pixels[${place}].kind`) ?? faultAt(error, `pixels[${place}]`))}
            onChange={(chosen) => chosen && edit({ pixels: changedAt(pixels, place, { kind: chosen as Pixel['kind'] }) })}
          />
          <TextInput
            aria-label={`Pixel ID ${place + 1}`}
            placeholder={NETWORKS.find(({ value }) => value === kind)?.example}
            autoCapitalize="none"
            spellCheck={false}
            value={id}
            error={fieldFault(faultWithin(error, `pixels[${place}].id`))}
            onChange={(event) => edit({ pixels: changedAt(pixels, place, { id: event.currentTarget.value }) })}
          />
          <IconButton label={`Remove pixel ${place + 1}`} onClick={() => edit({ pixels: withoutAt(pixels, place) })}>
            <IconX size={16} stroke={1.75} />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}

/** Which pixels, and whether visitors are asked first. */
export function PixelsFields(props: SectionProps) {
  const { draft, edit, error } = props
  const fault = faultAt(error, 'pixels')
  const free = NETWORKS.find(({ value }) => draft.pixels.every(({ kind }) => kind !== value)) ?? NETWORKS[0]
  return (
    <div className={css.stack}>
      <List {...props} />
      {fault && <p className={css.fault} role="alert">{fieldFault(fault)}</p>}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} stroke={2} />}
          onClick={() => edit({ pixels: [...draft.pixels, keyed<Pixel>({ kind: free?.value ?? 'meta', id: '' })] })}
        >
          Add pixel
        </Button>
      </div>
      {draft.pixels.length > 0 && (
        <Switch
          label="Ask visitors first. Without their yes nothing is loaded, and they go on just the same."
          checked={draft.pixelConsent}
          onChange={(event) => edit({ pixelConsent: event.currentTarget.checked })}
        />
      )}
    </div>
  )
}
