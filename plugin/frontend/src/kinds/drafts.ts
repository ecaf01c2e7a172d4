/** A contact card and an Amazon search while someone edits them. */
import { completed } from '../links/address'
import { keyed, unkeyed, type Keyed } from '../look/lists'
import type { Amazon, Marketplace, Vcard } from '../session/link'

const LINES = ['first_name', 'last_name', 'company', 'title', 'address', 'note'] as const

/** A contact card being edited. */
export type CardDraft = Record<(typeof LINES)[number] | 'url' | 'photo_url', string> & { phones: string[]; emails: string[] }
/** An Amazon search being edited; weights are what was typed. */
export interface AmazonDraft {
  asin: string
  marketplace: Marketplace
  keywords: Keyed<{ text: string; weight: string }>[]
}

/** A link's card, or a blank one, ready to edit. */
export function cardDraft(card: Vcard | null | undefined): CardDraft {
  const blank = { first_name: '', last_name: '', company: '', title: '', address: '', note: '' }
  const lines = Object.fromEntries(LINES.map((name) => [name, card?.[name] ?? ''])) as typeof blank
  return { ...blank, ...lines, url: card?.url ?? '', photo_url: card?.photo_url ?? '', phones: card?.phones ?? [], emails: card?.emails ?? [] }
}

/** What is sent of a card: what is filled in. */
export function cardOf(draft: CardDraft): Vcard {
  const { phones, emails, url, photo_url: photo } = draft
  const lines = LINES.flatMap((name) => (draft[name].trim() ? [[name, draft[name].trim()]] : []))
  return {
    ...Object.fromEntries(lines),
    ...(phones.length > 0 ? { phones } : {}),
    ...(emails.length > 0 ? { emails } : {}),
    ...(url.trim() ? { url: completed(url) } : {}),
    ...(photo.trim() ? { photo_url: completed(photo) } : {}),
  }
}

/** A link's search, or a blank one, ready to edit. */
export function amazonDraft(amazon: Amazon | null | undefined): AmazonDraft {
  const keywords = amazon?.keywords ?? [{ text: '', weight: 1 }]
  return {
    asin: amazon?.asin ?? '',
    marketplace: amazon?.marketplace ?? 'amazon.com',
    keywords: keywords.map(({ text, weight }) => keyed({ text, weight: String(weight) })),
  }
}

/** What is sent of a search. */
export function amazonOf({ asin, marketplace, keywords }: AmazonDraft): Amazon {
  const words = unkeyed(keywords).map(({ text, weight }) => ({ text: text.trim(), weight: Number(weight.replace(',', '.')) }))
  return { asin: asin.trim().toUpperCase(), marketplace, keywords: words }
}
