/** The form of a link: where it goes, what it does in the CRM, when it runs. */
import { Button } from '@mantine/core'
import { useState, type FormEvent } from 'react'

import { useOwnPrimary } from '../frame/primary'
import { FormFault } from '../look/Fault'
import { counted } from '../look/numbers'
import { faultBeside } from '../session/errors'
import { useMe } from '../session/me'
import type { Link } from '../session/schemas'
import { CrmSection } from './CrmSection'
import { DestinationSection } from './DestinationSection'
import { changes, creation, draftOf, type Draft } from './draft'
import css from './links.module.css'
import { useSaveLink } from './links'
import { ScheduleSection } from './ScheduleSection'
import { ShareCard, SharePreview } from './ShareCard'

const FIELDS = ['destination', 'slug', 'title', 'tags', 'campaign_id', 'crm_tags', 'starts_at', 'expires_at']

/** What every section of the editor gets. */
export interface SectionProps {
  draft: Draft
  edit: (change: Partial<Draft>) => void
  error: unknown
}

interface EditorProps {
  link?: Link
  onSaved: (link: Link) => void
  onCancel: () => void
}

/** Makes a link, or edits `link`; sends only what changed. */
export function LinkEditor({ link, onSaved, onCancel }: EditorProps) {
  const zone = useMe().location.timezone
  const [draft, setDraft] = useState(() => draftOf(link, zone))
  const save = useSaveLink(link?.id)
  useOwnPrimary()
  const changed = link ? Object.keys(changes(draft, link, zone)).length : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(link ? changes(draft, link, zone) : creation(draft, zone), { onSuccess: onSaved })
  }
  const section = { draft, edit: (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change })), error: save.error }
  return (
    <form onSubmit={submit} noValidate aria-label={link ? 'Edit link' : 'New link'}>
      <div className={css.saveRow}>
        <span className="sl-small">{changed ? `${counted(changed, 'change')} not saved` : ''}</span>
        <Button variant="ghost" onClick={onCancel}>
          {changed ? 'Discard' : 'Cancel'}
        </Button>
        <Button type="submit" variant="primary" loading={save.isPending} disabled={link ? !changed : !draft.destination.trim()}>
          {link ? 'Save changes' : 'Create link'}
        </Button>
      </div>
      <FormFault words={faultBeside(save.error, FIELDS)} />
      <div className={css.editor}>
        <div className="sl-grid">
          <DestinationSection {...section} link={link} />
          <CrmSection {...section} />
          <ScheduleSection {...section} zone={zone} />
        </div>
        <aside className={css.aside}>{link ? <ShareCard link={link} /> : <SharePreview slug={draft.slug} />}</aside>
      </div>
    </form>
  )
}
