/** How the link looks where it is posted. */
import { Textarea, TextInput } from '@mantine/core'

import type { SectionProps } from '../links/sections'
import { fieldFault } from '../look/Fault'
import { useMe } from '../session/me'
import { faultAt } from '../session/errors'
import css from './preview.module.css'
import { PreviewCard } from './PreviewCard'

function room(text: string, most: number) {
  return <span className={css.room}>{`${text.length}/${most}`}</span>
}

function Words({ draft, edit, error }: SectionProps) {
  const { preview } = draft
  const change = (part: Partial<typeof preview>) => edit({ preview: { ...preview, ...part } })
  return (
    <>
      <TextInput
        label="Title"
        rightSection={room(preview.title, 60)}
        rightSectionWidth={56}
        value={preview.title}
        error={fieldFault(faultAt(error, 'preview.title') ?? faultAt(error, 'preview'))}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Textarea
        label="Description"
        autosize
        minRows={1}
        maxRows={4}
        rightSection={room(preview.description, 120)}
        rightSectionWidth={62}
        value={preview.description}
        error={fieldFault(faultAt(error, 'preview.description'))}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <TextInput
        label="Picture address"
        description="A picture on the web, best 1200 by 630."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder="https://"
        inputMode="url"
        value={preview.image}
        error={fieldFault(faultAt(error, 'preview.image_url'))}
        onChange={(event) => change({ image: event.currentTarget.value })}
      />
    </>
  )
}

/** Title, description and picture, beside the card that they make. */
export function PreviewFields(props: SectionProps) {
  const { short_domain: domain } = useMe()
  return (
    <div className={css.preview}>
      <PreviewCard domain={domain} preview={props.draft.preview} />
      <div className={css.words}>
        <Words {...props} />
        <p className="sl-cap">Only chats and feeds see it. Leave it blank, and they show the page the link leads to.</p>
      </div>
    </div>
  )
}
