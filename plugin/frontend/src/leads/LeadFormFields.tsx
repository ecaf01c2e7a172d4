/** The form that visitors fill in before they go on. */
import { Input, Switch, Textarea, TextInput } from '@mantine/core'

import type { SectionProps } from '../links/sections'
import { fieldFault } from '../look/Fault'
import { faultAt } from '../session/errors'
import { newForm, type LeadFormDraft } from './drafts'
import css from './leads.module.css'
import { Questions } from './Questions'

function Words({ form, change, error }: { form: LeadFormDraft; change: (change: Partial<LeadFormDraft>) => void; error: unknown }) {
  return (
    <>
      <TextInput
        label="Heading"
        placeholder="Get your Summer Pass"
        value={form.headline}
        error={fieldFault(faultAt(error, 'lead_form.headline'))}
        onChange={(event) => change({ headline: event.currentTarget.value })}
      />
      <TextInput
        label="Button"
        placeholder="Continue"
        value={form.button}
        error={fieldFault(faultAt(error, 'lead_form.button'))}
        onChange={(event) => change({ button: event.currentTarget.value })}
      />
      <Input.Wrapper label="Questions" labelElement="div" className={css.across}>
        <Questions fields={form.fields} error={error} change={(fields) => change({ fields })} />
      </Input.Wrapper>
      <Textarea
        className={css.across}
        label="Consent line"
        description="With one, visitors must agree to go on, and we keep what they agreed to."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder="I agree to get messages about classes and offers."
        autosize
        minRows={1}
        maxRows={4}
        value={form.consent}
        error={fieldFault(faultAt(error, 'lead_form.consent_text'))}
        onChange={(event) => change({ consent: event.currentTarget.value })}
      />
    </>
  )
}

/** On or off, and what it says and asks. */
export function LeadFormFields({ draft, edit, error }: SectionProps) {
  const form = draft.leadForm
  const fault = faultAt(error, 'lead_form')
  return (
    <div className={css.form}>
      <Switch
        className={css.across}
        label="Ask visitors first. Whoever filled it in is not asked again."
        checked={form !== null}
        onChange={(event) => edit({ leadForm: event.currentTarget.checked ? newForm() : null })}
      />
      {form && <Words form={form} error={error} change={(change) => edit({ leadForm: { ...form, ...change } })} />}
      {fault && <p className={css.fault} role="alert">{fieldFault(fault)}</p>}
    </div>
  )
}
