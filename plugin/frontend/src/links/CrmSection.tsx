/** What a known contact's click does in the CRM. */
import { TagsInput } from '@mantine/core'
import { IconBolt } from '@tabler/icons-react'

import { fieldFault } from '../look/Fault'
import { faultAt } from '../session/errors'
import type { SectionProps } from './LinkEditor'
import css from './links.module.css'
import { Section } from './Section'

/** The card "In your CRM". */
export function CrmSection({ draft, edit, error }: SectionProps) {
  return (
    <Section icon={IconBolt} title="In your CRM" sub="What happens there when a known contact clicks.">
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
    </Section>
  )
}
