/** Adds a campaign, or renames one and sets its CRM tags. */
import { Modal, TagsInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'

import { DialogFoot } from '../look/DialogFoot'
import { fieldFault, FormFault } from '../look/Fault'
import { toast } from '../look/toast'
import { faultAt, faultBeside } from '../session/errors'
import type { Campaign } from '../session/schemas'
import { useSaveCampaign } from './campaigns'
import css from './campaigns.module.css'

/** The dialog "New campaign" or "Edit campaign". */
export function CampaignDialog({ campaign, onClose }: { campaign?: Campaign; onClose: () => void }) {
  const [name, setName] = useState(campaign?.name ?? '')
  const [crmTags, setCrmTags] = useState(campaign?.crm_tags ?? [])
  const save = useSaveCampaign(campaign?.id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const done = () => {
      toast('Saved', name.trim())
      onClose()
    }
    save.mutate({ name: name.trim(), crm_tags: crmTags }, { onSuccess: done })
  }
  return (
    <Modal opened onClose={onClose} title={campaign ? 'Edit campaign' : 'New campaign'} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={css.form} noValidate>
        <FormFault words={faultBeside(save.error, ['name', 'crm_tags'])} />
        <TextInput
          label="Name"
          data-autofocus
          value={name}
          error={fieldFault(faultAt(save.error, 'name'))}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TagsInput
          label="Tags in your CRM"
          description="Every click on a link of this campaign adds them to the known contact. Press Enter after each."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          acceptValueOnBlur
          value={crmTags}
          error={fieldFault(faultAt(save.error, 'crm_tags'))}
          onChange={setCrmTags}
        />
        <DialogFoot submit={campaign ? 'Save campaign' : 'Add campaign'} busy={save.isPending} disabled={!name.trim()} onClose={onClose} />
      </form>
    </Modal>
  )
}
