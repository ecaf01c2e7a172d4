/** The questions of a lead form, in the order in which visitors meet them. */
import { Button, Menu, Switch, TextInput } from '@mantine/core'
import { IconForms, IconMail, IconPhone, IconPlus, IconUser, IconX, type Icon } from '@tabler/icons-react'

import { fieldFault } from '../look/Fault'
import { dropOn, Grip } from '../look/Grip'
import { IconButton } from '../look/IconButton'
import { changedAt, movedTo, withoutAt, type Keyed } from '../look/lists'
import { faultAt, faultWithin } from '../session/errors'
import type { LeadField } from '../session/link'
import { question, QUESTIONS } from './drafts'
import css from './leads.module.css'

const ICONS: Record<LeadField['kind'], Icon> = { name: IconUser, email: IconMail, phone: IconPhone, text: IconForms }

interface QuestionProps {
  field: Keyed<LeadField>
  place: number
  error: unknown
  edit: (change: Partial<LeadField>) => void
  move: (from: number, to: number) => void
  remove: () => void
}

function Question({ field, place, error, edit, move, remove }: QuestionProps) {
  const Mark = ICONS[field.kind]
  const name = `question ${place + 1}`
  return (
    <li className={css.question} {...dropOn('questions', place, move)}>
      <Grip what={name} list="questions" place={place} move={move} />
      <Mark size={16} stroke={1.75} aria-hidden />
      <TextInput
        className="sl-grow"
        aria-label={`Label of ${name}`}
        placeholder={field.kind === 'text' ? 'What do you want to ask?' : undefined}
        value={field.label}
        error={fieldFault(faultWithin(error, `lead_form.fields[${place}]`))}
        onChange={(event) => edit({ label: event.currentTarget.value })}
      />
      <Switch label="Required" aria-label={`${name} is required`} checked={field.required} onChange={(event) => edit({ required: event.currentTarget.checked })} />
      <IconButton label={`Remove ${name}`} onClick={remove}>
        <IconX size={16} stroke={1.75} />
      </IconButton>
    </li>
  )
}

interface QuestionsProps {
  fields: Keyed<LeadField>[]
  error: unknown
  change: (fields: Keyed<LeadField>[]) => void
}

/** What the form asks. */
export function Questions({ fields, error, change }: QuestionsProps) {
  const fault = faultAt(error, 'lead_form.fields')
  return (
    <div className={css.questions}>
      <ol aria-label="Questions">
        {fields.map((field, place) => (
          <Question
            key={field.key}
            {...{ field, place, error }}
            edit={(edited) => change(changedAt<Keyed<LeadField>>(fields, place, edited))}
            move={(from, to) => change(movedTo(fields, from, to))}
            remove={() => change(withoutAt(fields, place))}
          />
        ))}
      </ol>
      <Menu position="bottom-start" width={180}>
        <Menu.Target>
          <Button variant="ghost" size="xs" leftSection={<IconPlus size={16} stroke={2} />}>
            Add a question
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {QUESTIONS.filter(({ kind }) => kind === 'text' || fields.every((field) => field.kind !== kind)).map(({ kind, label }) => (
            <Menu.Item key={kind} onClick={() => change([...fields, question(kind, fields)])}>
              {kind === 'text' ? 'Your own question' : label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {fault && <p className={css.fault} role="alert">{fieldFault(fault)}</p>}
    </div>
  )
}
