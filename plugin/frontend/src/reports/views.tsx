/** The breakdowns that cards show, and how their rows are made of what the API answers. */
import {
  IconArrowRight, IconBrandFacebook, IconBrandGmail, IconBrandGoogle, IconBrandInstagram, IconBrandLinkedin, IconBrandMessenger,
  IconBrandPinterest, IconBrandReddit, IconBrandSnapchat, IconBrandTelegram, IconBrandTiktok, IconBrandWhatsapp, IconBrandX,
  IconBrandYoutube, IconMail, IconMessage, IconWorld, type Icon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'

import type { Share } from '../session/schemas'
import { countryName, deviceName, languageName, plainName } from './names'
import type { Dimension } from './narrowing'
import type { Ranked } from './RankedRows'
import css from './reports.module.css'

const ICONS: Record<string, Icon> = {
  direct: IconArrowRight, facebook: IconBrandFacebook, gmail: IconBrandGmail, google: IconBrandGoogle,
  instagram: IconBrandInstagram, linkedin: IconBrandLinkedin, messenger: IconBrandMessenger, pinterest: IconBrandPinterest,
  reddit: IconBrandReddit, snapchat: IconBrandSnapchat, telegram: IconBrandTelegram, tiktok: IconBrandTiktok,
  whatsapp: IconBrandWhatsapp, x: IconBrandX, youtube: IconBrandYoutube, email: IconMail, newsletter: IconMail, outlook: IconMail,
  'yahoo mail': IconMail, sms: IconMessage,
}

/** A country's two letters on a plate. */
export function plate(code: string | null) {
  return (
    <span className={css.plate} aria-hidden>
      {code ?? '–'}
    </span>
  )
}

function sourceMark(source: string | null) {
  const Mark = ICONS[source?.toLowerCase() ?? ''] ?? IconWorld
  return (
    <span className={css.mark} aria-hidden>
      <Mark size={14} stroke={2} />
    </span>
  )
}

type Mark = (value: string | null) => ReactNode

/** Rows of one dimension. */
export function rowsOf(dimension: Dimension, answer: readonly Share[], name = plainName, mark?: Mark): Ranked[] {
  return answer.map(({ value, clicks }) => ({
    key: value ?? '', name: name(value), mark: mark?.(value), clicks, values: { [dimension]: value },
  }))
}

/** Countries, each with its plate. */
export function countryRows(answer: readonly Share[]): Ranked[] {
  return rowsOf('country', answer, countryName, plate)
}

type Placed = Share & { country: string | null; region?: string | null }

/** Regions or cities, each with the country it lies in. */
export function placeRows(dimension: 'region' | 'city', answer: readonly Placed[]): Ranked[] {
  return answer.map(({ value, clicks, country, region }) => ({
    key: [value, region, country].join('\n'),
    name: plainName(value),
    detail: value && region ? region : undefined,
    mark: plate(country),
    clicks,
    values: { [dimension]: value, country, ...(dimension === 'city' ? { region: region ?? null } : {}) },
  }))
}

/** Versions of systems or browsers. */
export function versionRows(dimension: 'system' | 'browser', answer: readonly (Share & { version: string | null })[]): Ranked[] {
  return answer.map(({ value, version, clicks }) => ({
    key: [value, version].join('\n'),
    name: plainName(value),
    detail: version ?? undefined,
    clicks,
    values: { [dimension]: value, [`${dimension}_version`]: version },
  }))
}

/** Sources, each with its mark. */
export function sourceRows(answer: readonly Share[]): Ranked[] {
  return rowsOf('source', answer, plainName, sourceMark)
}

/** The sites that links stood on; without one, the visitor's browser named none. */
export function siteRows(answer: readonly Share[]): Ranked[] {
  return rowsOf('referrer_host', answer, (host) => host ?? 'No site named')
}

/** Labels of one UTM field. */
export function labelRows(dimension: Dimension, answer: readonly Share[]): Ranked[] {
  return rowsOf(dimension, answer, (label) => label ?? 'None')
}

/** Languages by name. */
export function languageRows(answer: readonly Share[]): Ranked[] {
  return rowsOf('language', answer, languageName)
}

/** Devices by class. */
export function deviceRows(answer: readonly Share[]): Ranked[] {
  return rowsOf('device', answer, deviceName)
}
