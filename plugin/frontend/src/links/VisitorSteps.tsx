/** What a new visitor goes through, as the editor stands. */
import { Panel } from '../look/Panel'
import { counted } from '../look/numbers'
import type { Link } from '../session/schemas'
import type { Draft } from './draft'
import css from './editor.module.css'

function lastStep({ kind, rules, split }: Draft): string {
  if (kind === 'vcard') return 'Adds the contact'
  if (split.length > 0) return `Lands on one of ${split.length} pages`
  return rules.length > 0 ? 'Lands where the rules say' : 'Lands on the destination'
}

/** Each step in words. */
export function stepsOf(draft: Draft, hasPassword: boolean): string[] {
  const locked = draft.password === undefined ? hasPassword : Boolean(draft.password)
  return [
    'Clicks the link',
    ...(locked ? ['Enters the password'] : []),
    ...(draft.leadForm ? [`Answers ${counted(draft.leadForm.fields.length, 'question')}`] : []),
    ...(draft.pixels.length > 0 ? [draft.pixelConsent ? 'Is asked about pixels' : 'Passes the pixels'] : []),
    lastStep(draft),
  ]
}

/** The card "What a new visitor sees"; nothing where it is only a click. */
export function VisitorSteps({ draft, link }: { draft: Draft; link?: Link }) {
  const steps = stepsOf(draft, link?.has_password ?? false)
  if (steps.length < 3 && draft.rules.length === 0 && draft.split.length === 0) return null
  return (
    <Panel title="What a new visitor sees">
      <ol className={css.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Panel>
  )
}
