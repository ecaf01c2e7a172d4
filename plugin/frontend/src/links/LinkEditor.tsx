/** The form of a link: where it goes, and whatever else it can do, in parts that fold. */
import { Button } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'

import { useOwnPrimary } from '../frame/primary'
import { FormFault } from '../look/Fault'
import { counted } from '../look/numbers'
import { Simulator } from '../routing/Simulator'
import { faultBeside } from '../session/errors'
import { useMe } from '../session/me'
import type { Link } from '../session/schemas'
import { changes, creation, draftOf, isBegun, type Draft } from './draft'
import css from './editor.module.css'
import { useSaveLink } from './links'
import { useFirstFault, useParts } from './parts'
import { Section } from './Section'
import { toldOf, type SectionProps } from './sections'
import { SectionTabs } from './SectionTabs'
import { ShareCard, SharePreview } from './ShareCard'
import { VisitorSteps } from './VisitorSteps'

// The row with Save stands above the form, the simulator's own form beside it.
const FORM = 'link-form'

interface EditorProps {
  link?: Link
  onSaved: (link: Link) => void
  onCancel: () => void
}

function useEditing({ link, onSaved }: EditorProps) {
  const zone = useMe().location.timezone
  const [draft, setDraft] = useState(() => draftOf(link, zone))
  const save = useSaveLink(link?.id)
  const changed = link ? Object.keys(changes(draft, link, zone)).length : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(link ? changes(draft, link, zone) : creation(draft, zone), { onSuccess: onSaved })
  }
  const edit = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }))
  const props: SectionProps = { draft, edit, error: save.error, zone, link }
  return { props, changed, submit, isSaving: save.isPending }
}

function SaveButtons({ link, changed, isSaving, ready, onCancel }: { link?: Link; changed: number | null; isSaving: boolean; ready: boolean; onCancel: () => void }) {
  return (
    <div className={css.save}>
      <span className={css.unsaved}>{changed ? `${counted(changed, 'change')} not saved` : ''}</span>
      <Button variant="ghost" onClick={onCancel}>
        {changed ? 'Discard' : 'Cancel'}
      </Button>
      <Button type="submit" form={FORM} variant="primary" loading={isSaving} disabled={link ? !changed : !ready}>
        {link ? 'Save changes' : 'Create link'}
      </Button>
    </div>
  )
}

/** Makes a link, or edits `link`; sends only what changed. */
export function LinkEditor(editor: EditorProps) {
  const { link, onCancel } = editor
  const form = useRef<HTMLFormElement>(null)
  const { props, changed, submit, isSaving } = useEditing(editor)
  const { draft, error } = props
  const { parts, isOpen, toggle, go } = useParts(draft, link, error)
  useOwnPrimary()
  useFirstFault(form, error)
  return (
    <>
      <div className={css.bar}>
        <SectionTabs parts={parts} count={(part) => part.set(draft, link).length} error={error} go={go} />
        <SaveButtons {...{ link, changed, isSaving, onCancel }} ready={isBegun(draft)} />
      </div>
      <div className={css.editor}>
        <form id={FORM} ref={form} className="sl-grid" onSubmit={submit} noValidate aria-label={link ? 'Edit link' : 'New link'}>
          <FormFault words={faultBeside(error, parts.flatMap(({ fields }) => fields))} />
          {parts.map((part) => (
            <Section key={part.id} part={part} told={toldOf(part, draft, link)} open={isOpen(part)} toggle={() => toggle(part.id)}>
              <part.Fields {...props} />
            </Section>
          ))}
        </form>
        <aside className={css.aside}>
          {link ? <ShareCard link={link} /> : <SharePreview slug={draft.slug} />}
          <VisitorSteps draft={draft} link={link} />
          {link && <Simulator link={link} />}
        </aside>
      </div>
    </>
  )
}
