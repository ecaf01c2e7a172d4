/** A lead form while someone draws it. */
import { keyed, unkeyed, type Keyed } from '../look/lists'
import type { LeadField, LeadForm } from '../session/link'

/** A lead form being edited. */
export interface LeadFormDraft {
  headline: string
  fields: Keyed<LeadField>[]
  consent: string
  button: string
}

/** What can be asked, by its kind. */
export const QUESTIONS = [
  { kind: 'name', label: 'Name' },
  { kind: 'email', label: 'Email' },
  { kind: 'phone', label: 'Phone' },
  { kind: 'text', label: 'Question' },
] as const

/** A question of a kind that no other has the name of; answers are kept under it, so it never changes. */
export function question(kind: LeadField['kind'], others: readonly LeadField[]): Keyed<LeadField> {
  const taken = new Set(others.map(({ name }) => name))
  const plain = kind === 'text' ? 'answer' : kind
  let name: string = plain
  for (let count = 2; taken.has(name); count += 1) name = `${plain}_${count}`
  const label = QUESTIONS.find((one) => one.kind === kind)?.label ?? ''
  return keyed({ name, label: kind === 'text' ? '' : label, kind, required: kind === 'email' })
}

/** The form that someone begins with. */
export function newForm(): LeadFormDraft {
  const name = question('name', [])
  return { headline: '', fields: [name, question('email', [name])], consent: '', button: '' }
}

/** A link's form, ready to edit. */
export function formDraft(form: LeadForm | null | undefined): LeadFormDraft | null {
  if (!form) return null
  const fields = form.fields.map((field) => keyed({ ...field, kind: field.kind, required: field.required }))
  return { headline: form.headline, fields, consent: form.consent_text ?? '', button: form.button ?? '' }
}

/** What is sent of a form. */
export function formOf(draft: LeadFormDraft | null): LeadForm | null {
  if (!draft) return null
  const fields = unkeyed<LeadField>(draft.fields).map(({ name, label, kind, required }) => ({ name, label: label.trim(), kind, required }))
  return { headline: draft.headline.trim(), fields, consent_text: draft.consent.trim() || null, button: draft.button.trim() }
}
