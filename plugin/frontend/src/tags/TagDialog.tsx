/** Adds a tag, or renames and recolors one. */
import { Modal, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'

import { Chip } from '../look/Chip'
import { DialogFoot } from '../look/DialogFoot'
import { fieldFault, FormFault } from '../look/Fault'
import { hueClass, HUES, type Hue } from '../look/hues'
import { toast } from '../look/toast'
import { faultAt, faultBeside } from '../session/errors'
import type { Tag } from '../session/schemas'
import { useSaveTag } from './tags'
import css from './tags.module.css'

function Hues({ chosen, choose }: { chosen: Hue; choose: (hue: Hue) => void }) {
  return (
    <fieldset className={css.hues}>
      <legend className={css.legend}>Color</legend>
      {HUES.map((hue) => (
        <label key={hue} className={`${css.hue} ${hueClass(hue)}`}>
          <input type="radio" name="hue" value={hue} checked={hue === chosen} onChange={() => choose(hue)} aria-label={hue} />
          <span aria-hidden />
        </label>
      ))}
    </fieldset>
  )
}

/** The dialog "New tag" or "Edit tag". */
export function TagDialog({ tag, onClose }: { tag?: Tag; onClose: () => void }) {
  const [name, setName] = useState(tag?.name ?? '')
  const [color, setColor] = useState<Hue>(tag?.color ?? HUES[0])
  const save = useSaveTag(tag?.id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const done = () => {
      toast('Saved', name.trim())
      onClose()
    }
    save.mutate({ name: name.trim(), color }, { onSuccess: done })
  }
  return (
    <Modal opened onClose={onClose} title={tag ? 'Edit tag' : 'New tag'} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={css.form} noValidate>
        <FormFault words={faultBeside(save.error, ['name', 'color'])} />
        <TextInput
          label="Name"
          data-autofocus
          value={name}
          error={fieldFault(faultAt(save.error, 'name'))}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Hues chosen={color} choose={setColor} />
        <div>
          <Chip hue={color}>{name.trim() || 'Your tag'}</Chip>
        </div>
        <DialogFoot submit={tag ? 'Save tag' : 'Add tag'} busy={save.isPending} disabled={!name.trim()} onClose={onClose} />
      </form>
    </Modal>
  )
}
