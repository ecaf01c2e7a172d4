/** The app or site that the visitor came from. */
import { TagsInput } from '@mantine/core'
import { IconDoorEnter } from '@tabler/icons-react'

import { listed, type FieldsProps, type Kind, type Of } from './kind'

const KNOWN = [
  'Direct', 'WhatsApp', 'Instagram', 'Facebook', 'Messenger', 'Threads', 'TikTok', 'LinkedIn', 'Snapchat', 'X', 'Pinterest', 'Telegram', 'WeChat',
  'LINE', 'YouTube', 'Reddit', 'Discord', 'Slack', 'Google', 'Bing', 'Gmail', 'Outlook', 'Yahoo Mail', 'ChatGPT',
]

function Fields({ value, edit, fault }: FieldsProps<Of<'source'>>) {
  return (
    <TagsInput
      label="Sources"
      description="An app, a site such as news.example, or a utm_source. Press Enter after each."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={KNOWN}
      placeholder={value.sources.length === 0 ? 'For example WhatsApp' : undefined}
      acceptValueOnBlur
      value={value.sources}
      error={fault('sources')}
      onChange={(sources) => edit({ sources })}
    />
  )
}

/** The kind "Source". */
export const source: Kind<Of<'source'>> = {
  kind: 'source',
  label: 'Source',
  icon: IconDoorEnter,
  feature: null,
  fields: ['sources'],
  blank: () => ({ kind: 'source', sources: [] }),
  told: ({ sources }) => `Comes from ${listed(sources)}`,
  Fields,
}
