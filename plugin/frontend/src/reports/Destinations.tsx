/** Where visitors were sent: the split with its verdict, and every destination with what sent them there. */
import { bare } from '../links/address'
import { Panel } from '../look/Panel'
import { toldRule } from '../routing/conditions'
import type { Link, Report } from '../session/schemas'
import { Unanswered } from './Answered'
import { RankedRows, type Ranked } from './RankedRows'
import { useAnswer, useTotal } from './report'
import css from './reports.module.css'
import { SplitRows } from './SplitRows'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

type Served = NonNullable<Report['destinations']>[number]

/** A variant's letter, as the editor has it; one that is no longer in the split keeps its id. */
function lettered(link: Link | undefined): (variant: string) => string {
  return (variant) => LETTERS[link?.split.findIndex(({ id }) => id === variant) ?? -1] ?? variant
}

// The rules of today may not be those of the click: their words are told only where they still lead there.
function sentBy({ value, rule, variant }: Served, link: Link | undefined): string | undefined {
  // Only its own link has names for them: among all links' an id says nothing.
  if (!link) return variant ? 'A/B split' : rule === null ? undefined : 'A rule'
  if (variant) return `Variant ${lettered(link)(variant)}`
  if (rule === null) return undefined
  const now = link.rules[rule]
  return now && now.destination === value ? `Rule ${rule + 1}: ${toldRule(now.when)}` : `Rule ${rule + 1}`
}

function rowOf(served: Served, link: Link | undefined): Ranked {
  const { value, rule, variant, clicks } = served
  return {
    key: [value, rule, variant].join('\n'),
    name: value ? bare(value) : 'A page of the link itself',
    detail: sentBy(served, link),
    clicks,
    values: { destination: value, rule: rule === null ? null : String(rule), variant },
  }
}

/** The card "Where we sent people"; `link` gives rules and variants their names. */
export function Destinations({ link }: { link?: Link }) {
  const served = useAnswer('destinations')
  const { answer: split } = useAnswer('split')
  const total = useTotal()
  return (
    <Panel title="Where we sent people">
      {split && link && split.variants.length > 0 && <SplitRows split={split} name={lettered(link)} />}
      {!served.answer && <Unanswered error={served.error} retry={served.refetch} />}
      {served.answer && (
        <div className={css.served}>
          <RankedRows rows={served.answer.map((one) => rowOf(one, link))} total={total} label="Clicks by destination" />
        </div>
      )}
    </Panel>
  )
}
