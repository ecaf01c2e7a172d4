/** A person or a business: the visitor's phone opens Add to Contacts. */
import { TagsInput, Textarea, TextInput } from '@mantine/core'

import type { SectionProps } from '../links/sections'
import css from '../links/editor.module.css'
import { fieldFault } from '../look/Fault'
import { faultAt, faultWithin } from '../session/errors'
import type { CardDraft } from './drafts'

const LINES = [
  ['first_name', 'First name'],
  ['last_name', 'Last name'],
  ['company', 'Company name'],
  ['title', 'Job title'],
] as const
const MANY = [
  ['phones', 'Phone numbers', '+1 512 555 0142'],
  ['emails', 'Email addresses', 'mia@brightside.fit'],
] as const
const ADDRESSES = [
  ['url', 'Website'],
  ['photo_url', 'Photo address'],
] as const

interface PartProps {
  card: CardDraft
  change: (change: Partial<CardDraft>) => void
  error: unknown
}

function Reach({ card, change, error }: PartProps) {
  return MANY.map(([name, label, example]) => (
    <TagsInput
      key={name}
      label={label}
      placeholder={card[name].length === 0 ? example : undefined}
      acceptValueOnBlur
      splitChars={[]}
      value={card[name]}
      error={fieldFault(faultWithin(error, `vcard.${name}`))}
      onChange={(values) => change({ [name]: values })}
    />
  ))
}

function Addresses({ card, change, error }: PartProps) {
  return ADDRESSES.map(([name, label]) => (
    <TextInput
      key={name}
      label={label}
      placeholder="https://"
      inputMode="url"
      value={card[name]}
      error={fieldFault(faultWithin(error, `vcard.${name}`))}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  ))
}

/** The card's own fields. */
export function CardFields({ draft, edit, error }: SectionProps) {
  const { card } = draft
  const change = (part: Partial<CardDraft>) => edit({ card: { ...card, ...part } })
  return (
    <>
      {LINES.map(([name, label]) => (
        <TextInput
          key={name}
          label={label}
          value={card[name]}
          error={fieldFault(faultAt(error, `vcard.${name}`))}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
        />
      ))}
      <Reach card={card} change={change} error={error} />
      <Addresses card={card} change={change} error={error} />
      {(['address', 'note'] as const).map((name) => (
        <Textarea
          key={name}
          className={css.wide}
          label={name === 'address' ? 'Street address' : 'Note'}
          autosize
          minRows={1}
          maxRows={4}
          value={card[name]}
          error={fieldFault(faultAt(error, `vcard.${name}`))}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
        />
      ))}
    </>
  )
}
