/** One click in a line of words: who, what, from where, on what. */
import { IconQrcode, IconUser, IconUserCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import type { Told } from '../session/schemas'
import { countryName } from './names'
import css from './reports.module.css'

/** "Austin, United States · Instagram · Safari" of what is known. */
export function clickDetail({ city, country, source, browser, qr }: Told): string {
  const place = [city, country && countryName(country)].filter(Boolean).join(', ')
  return [place, qr ? 'QR code' : source, browser].filter(Boolean).join(' · ')
}

function Mark({ click }: { click: Told }) {
  const Icon = click.qr ? IconQrcode : click.contact_id ? IconUserCheck : IconUser
  return (
    <span className={css.who} aria-hidden>
      <Icon size={16} stroke={1.75} />
    </span>
  )
}

/** The line; `side` stands at its end, `title` in the place of the sentence. */
export function ClickWords({ click, title, side }: { click: Told; title: ReactNode; side: ReactNode }) {
  return (
    <li className={css.click}>
      <Mark click={click} />
      <div className="sl-grow">
        <p className="sl-trunc">{title}</p>
        <p className="sl-cap sl-trunc">{clickDetail(click) || 'From nowhere we know'}</p>
      </div>
      <span className="sl-cap sl-num">{side}</span>
    </li>
  )
}
