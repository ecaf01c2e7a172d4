/** What a known contact's click does in the CRM. */
import { TagsInput } from '@mantine/core'

import { LinkAutomations } from '../automation/LinkAutomations'
import { fieldFault } from '../look/Fault'
import { faultAt } from '../session/errors'
import css from './editor.module.css'
import type { SectionProps } from './sections'

/** The fields of "In your CRM". */
export function CrmFields({ draft, edit, error }: SectionProps) {
  return (
    <>
      <TagsInput
        className={css.wide}
        label="Tags in your CRM"
        description="Added to the contact within about a second of the click. Press Enter after each."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={draft.crmTags.length === 0 ? 'For example summer-lead' : undefined}
        acceptValueOnBlur
        value={draft.crmTags}
        error={fieldFault(faultAt(error, 'crm_tags'))}
        onChange={(crmTags) => edit({ crmTags })}
      />
      <LinkAutomations draft={draft} edit={edit} error={error} />
    </>
  )
}
