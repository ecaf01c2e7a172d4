/** An article at Amazon, found by a search: each visitor searches for one of some keywords. */
import { Button, Input, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'

import type { SectionProps } from '../links/sections'
import css from '../links/editor.module.css'
import { fieldFault } from '../look/Fault'
import { IconButton } from '../look/IconButton'
import { changedAt, keyed, withoutAt } from '../look/lists'
import { shares } from '../routing/drafts'
import { faultAt, faultWithin } from '../session/errors'
import type { Marketplace } from '../session/link'
import type { AmazonDraft } from './drafts'
import kinds from './kinds.module.css'

const MARKETPLACES: Marketplace[] = [
  'amazon.com', 'amazon.ca', 'amazon.com.mx', 'amazon.com.br', 'amazon.co.uk', 'amazon.ie', 'amazon.de', 'amazon.fr', 'amazon.it', 'amazon.es',
  'amazon.nl', 'amazon.com.be', 'amazon.se', 'amazon.pl', 'amazon.com.tr', 'amazon.ae', 'amazon.sa', 'amazon.eg', 'amazon.co.za', 'amazon.in',
  'amazon.sg', 'amazon.co.jp', 'amazon.com.au',
]
const MOST = 20

interface PartProps {
  amazon: AmazonDraft
  change: (change: Partial<AmazonDraft>) => void
  error: unknown
}

function Keyword({ amazon, change, error, place, percent }: PartProps & { place: number; percent: number }) {
  const { keywords } = amazon
  const keyword = keywords[place]
  const edit = (part: { text?: string; weight?: string }) => change({ keywords: changedAt(keywords, place, part) })
  return (
    <li className={kinds.keyword}>
      <TextInput
        aria-label={`Keyword ${place + 1}`}
        placeholder="yoga mat"
        value={keyword?.text ?? ''}
        error={fieldFault(faultWithin(error, `amazon.keywords[${place}].text`))}
        onChange={(event) => edit({ text: event.currentTarget.value })}
      />
      <TextInput
        aria-label={`Weight of keyword ${place + 1}`}
        inputMode="decimal"
        value={keyword?.weight ?? ''}
        error={fieldFault(faultWithin(error, `amazon.keywords[${place}].weight`))}
        onChange={(event) => edit({ weight: event.currentTarget.value })}
      />
      <span className={kinds.percent}>{percent}%</span>
      <IconButton label={`Remove keyword ${place + 1}`} disabled={keywords.length === 1} onClick={() => change({ keywords: withoutAt(keywords, place) })}>
        <IconX size={16} stroke={1.75} />
      </IconButton>
    </li>
  )
}

function Keywords(props: PartProps) {
  const { amazon, change, error } = props
  const percents = shares(amazon.keywords.map(({ weight }) => weight))
  return (
    <Input.Wrapper className={css.wide} label="Keywords" labelElement="div" error={fieldFault(faultAt(error, 'amazon.keywords'))}>
      <ul className={kinds.keywords}>
        {amazon.keywords.map(({ key }, place) => (
          <Keyword key={key} {...props} place={place} percent={percents[place] ?? 0} />
        ))}
      </ul>
      {amazon.keywords.length < MOST && (
        <Button variant="ghost" size="compact-xs" leftSection={<IconPlus size={14} stroke={2} />} onClick={() => change({ keywords: [...amazon.keywords, keyed({ text: '', weight: '1' })] })}>
          Add a keyword
        </Button>
      )}
    </Input.Wrapper>
  )
}

/** The article, the marketplace and the keywords. */
export function AmazonFields({ draft, edit, error }: SectionProps) {
  const { amazon } = draft
  const change = (part: Partial<AmazonDraft>) => edit({ amazon: { ...amazon, ...part } })
  return (
    <>
      <TextInput
        label="ASIN"
        placeholder="B0ABCDEF12"
        spellCheck={false}
        value={amazon.asin}
        error={fieldFault(faultAt(error, 'amazon.asin'))}
        onChange={(event) => change({ asin: event.currentTarget.value })}
      />
      <Select
        label="Marketplace"
        data={MARKETPLACES}
        searchable
        value={amazon.marketplace}
        error={fieldFault(faultAt(error, 'amazon.marketplace'))}
        onChange={(marketplace) => marketplace && change({ marketplace: marketplace as Marketplace })}
      />
      <Keywords amazon={amazon} change={change} error={error} />
    </>
  )
}
