/** The first visit to Links: the field is the action. */
import { Button, TextInput } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'

import { useOwnPrimary } from '../frame/primary'
import { fieldFault } from '../look/Fault'
import { StatePanel } from '../look/StatePanel'
import { wordsFor } from '../session/errors'
import { completed } from './address'
import { useSaveLink } from './links'
import css from './links.module.css'

function Sheets() {
  return (
    <span className={css.sheets} aria-hidden>
      <i />
      <i />
    </span>
  )
}

/** Makes a short link of an address alone. */
export function FirstLink() {
  const [address, setAddress] = useState('')
  const [, go] = useLocation()
  const save = useSaveLink()
  useOwnPrimary()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ destination: completed(address) }, { onSuccess: (link) => go(`/links/${link.id}/ready`) })
  }
  return (
    <StatePanel tone="bright" icon={<IconLink size={20} />} title="Make your first short link" backdrop={<Sheets />}>
      Paste any address. You get a link you can share, print and follow.
      <form className={css.firstLink} onSubmit={submit} noValidate>
        <TextInput
          className="sl-grow"
          aria-label="Address"
          placeholder="https://"
          inputMode="url"
          value={address}
          error={fieldFault(save.error && wordsFor(save.error))}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" loading={save.isPending} disabled={!address.trim()}>
          Shorten
        </Button>
      </form>
    </StatePanel>
  )
}
