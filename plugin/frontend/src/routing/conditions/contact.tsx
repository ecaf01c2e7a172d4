/** A tag that the contact whom the link was sent to has in the CRM. */
import { TagsInput } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'

import { listed, type FieldsProps, type Kind, type Of } from './kind'

function Fields({ value, edit, fault }: FieldsProps<Of<'contact'>>) {
  return (
    <TagsInput
      label="Tags"
      description="Any of these. The link must name its contact, as links sent from your CRM with ?c= do."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={value.tags.length === 0 ? 'For example vip' : undefined}
      acceptValueOnBlur
      splitChars={[]}
      value={value.tags}
      error={fault('tags')}
      onChange={(tags) => edit({ tags })}
    />
  )
}

/** The kind "Contact's tag". */
export const contact: Kind<Of<'contact'>> = {
  kind: 'contact',
  label: 'Contact’s tag',
  icon: IconTag,
  feature: null,
  fields: ['tags'],
  blank: () => ({ kind: 'contact', tags: [] }),
  told: ({ tags }) => `Contact has ${listed(tags)}`,
  Fields,
}
