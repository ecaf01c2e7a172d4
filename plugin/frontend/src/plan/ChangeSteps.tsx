/** The three steps to another plan: nothing that we could call opens the CRM's own prompt, so words lead there. */
import { Button } from '@mantine/core'
import { IconCheck, IconExternalLink } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'

import css from './plan.module.css'

interface StepProps {
  number: number
  state: 'done' | 'now' | 'next'
  title: string
  children: ReactNode
  side?: ReactNode
}

function Step({ number, state, title, children, side }: StepProps) {
  return (
    <li className={css.step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <span className={css.stepMark} aria-hidden>
        {state === 'done' ? <IconCheck size={16} stroke={2} /> : number}
      </span>
      <div className="sl-grow">
        <p className={css.stepTitle}>{title}</p>
        <p className={css.stepText}>{children}</p>
      </div>
      {side}
    </li>
  )
}

function Open({ url }: { url: string }) {
  return (
    <Button component="a" href={url} target="_blank" rel="noopener noreferrer" variant="solid" rightSection={<IconExternalLink size={16} />}>
      Open
    </Button>
  )
}

/** What to do in the CRM to be on the plan called `label`, and `effect`, what follows by itself. */
export function ChangeSteps({ label, effect, listing }: { label: string; effect: string; listing: string | null }) {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => list.current?.focus(), [label])
  return (
    <ol ref={list} className={css.steps} aria-label={`How to move to ${label}`} tabIndex={-1}>
      <Step number={1} state="done" title={`Choose ${label}`}>
        Picked just now
      </Step>
      <Step number={2} state="now" title="Change it in your CRM" side={listing && <Open url={listing} />}>
        App Marketplace, then Installed Apps, Smart Links, Change plan.
      </Step>
      <Step number={3} state="next" title="Come back here">
        {effect}
      </Step>
    </ol>
  )
}
