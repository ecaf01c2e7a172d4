/** How browsers are sent on, with a plain warning where that lasts. */
import { Input, SegmentedControl } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'

import type { SectionProps } from '../links/sections'
import { fieldFault } from '../look/Fault'
import { faultWithin } from '../session/errors'
import css from './routing.module.css'

const METHODS = [
  { value: '302', label: '302 Found' },
  { value: '301', label: '301 Moved' },
  { value: '307', label: '307 Temporary' },
]
const WORDS = {
  301: 'Browsers remember a 301 for a day: where they go then, nobody can change, and clicks from memory are not counted. Use it only for a move that is for good; it fits links without rules, a split or protection.',
  302: 'The usual one: every click asks us again, so it is counted and you can change where it leads.',
  307: 'As 302, for programs that must send on what they were given as it is.',
}

/** 302, 301 or 307. */
export function MethodFields({ draft, edit, error }: SectionProps) {
  const lasts = draft.status === 301
  const fault = fieldFault(faultWithin(error, 'redirect_status'))
  const choose = (value: string) => edit({ status: Number(value) as 301 | 302 | 307 })
  return (
    <Input.Wrapper label="Redirect" labelElement="div" error={fault && <span role="alert">{fault}</span>}>
      <div>
        <SegmentedControl size="xs" aria-label="Redirect" data={METHODS} value={String(draft.status)} onChange={choose} />
      </div>
      <p className={lasts ? css.warning : css.hint} role="status">
        {lasts && <IconAlertTriangle size={16} stroke={1.75} aria-hidden />}
        <span>{WORDS[draft.status]}</span>
      </p>
    </Input.Wrapper>
  )
}
