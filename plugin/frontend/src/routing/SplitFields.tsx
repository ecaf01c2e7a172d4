/** The split of everyone whom no rule sends elsewhere. */
import { Button, Switch, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'

import type { SectionProps } from '../links/sections'
import { fieldFault } from '../look/Fault'
import { IconButton } from '../look/IconButton'
import { changedAt, keyed, withoutAt } from '../look/lists'
import { Locked, useHas } from '../plan/Locked'
import { faultAt, faultWithin } from '../session/errors'
import { shares, type VariantDraft } from './drafts'
import css from './routing.module.css'

const MOST = 20
const FEWEST = 2

function letter(place: number): string {
  return String.fromCodePoint(65 + place)
}

function Bar({ percents }: { percents: readonly number[] }) {
  return (
    <div className={css.bar} role="img" aria-label={percents.map((percent, place) => `${letter(place)} ${percent}%`).join(', ')}>
      {percents.map((percent, place) => (
        <span key={letter(place)} style={{ flexGrow: percent }} hidden={percent === 0}>
          {percent >= 8 && `${letter(place)} · ${percent}%`}
        </span>
      ))}
    </div>
  )
}

interface VariantProps {
  variant: VariantDraft
  place: number
  percent: number
  error: unknown
  edit: (change: Partial<VariantDraft>) => void
  remove: (() => void) | null
}

function VariantRow({ variant, place, percent, error, edit, remove }: VariantProps) {
  const name = letter(place)
  return (
    <li className={css.variant}>
      <span className={css.number}>{name}</span>
      <TextInput
        aria-label={`Destination ${name}`}
        placeholder="https://"
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        value={variant.destination}
        error={fieldFault(faultWithin(error, `split[${place}].destination`) ?? faultAt(error, `split[${place}].id`))}
        onChange={(event) => edit({ destination: event.currentTarget.value })}
      />
      <TextInput
        aria-label={`Weight of ${name}`}
        inputMode="decimal"
        value={variant.weight}
        error={fieldFault(faultWithin(error, `split[${place}].weight`))}
        onChange={(event) => edit({ weight: event.currentTarget.value })}
      />
      <span className={css.percent}>{percent}%</span>
      {remove && (
        <IconButton label={`Remove ${name}`} onClick={remove}>
          <IconX size={16} stroke={1.75} />
        </IconButton>
      )}
    </li>
  )
}

function Variants({ draft, edit, error }: SectionProps) {
  const { split } = draft
  const percents = shares(split.map(({ weight }) => weight))
  const fault = faultAt(error, 'split')
  return (
    <>
      <Bar percents={percents} />
      <ul className={css.variants} aria-label="Destinations of the split">
        {split.map((variant, place) => (
          <VariantRow
            key={variant.key}
            {...{ variant, place, error }}
            percent={percents[place] ?? 0}
            edit={(change) => edit({ split: changedAt(split, place, change) })}
            remove={split.length > FEWEST ? () => edit({ split: withoutAt(split, place) }) : null}
          />
        ))}
      </ul>
      {fault && <p className={css.fault} role="alert">{fieldFault(fault)}</p>}
      {split.length < MOST && (
        <Button variant="ghost" size="compact-xs" leftSection={<IconPlus size={14} stroke={2} />} onClick={() => edit({ split: [...split, keyed({ destination: '', weight: '1' })] })}>
          Add {letter(split.length)}
        </Button>
      )}
      <p className="sl-cap">Each visitor keeps the one they got. Change a weight, and only those move who must.</p>
    </>
  )
}

/** "Split everyone else", and once it is on, its destinations. */
export function SplitFields(props: SectionProps) {
  const { draft, edit } = props
  const has = useHas('split')
  const begin = () => [draft.destination, ''].map((destination) => keyed({ destination, weight: '1' }))
  return (
    <div className={css.split} role="group" aria-label="A/B split">
      <Locked feature="split" gives="Try two pages against each other">
        <div className={css.stack}>
          <Switch
            label="Split everyone else between two pages or more"
            checked={draft.split.length > 0}
            onChange={(event) => edit({ split: event.currentTarget.checked ? begin() : [] })}
          />
          {draft.split.length > 0 && <Variants {...props} />}
          {!has && draft.split.length === 0 && <Bar percents={[50, 50]} />}
        </div>
      </Locked>
    </div>
  )
}
