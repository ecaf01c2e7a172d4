/** Where people came from. */
import {
  IconArrowRight, IconBrandFacebook, IconBrandGmail, IconBrandGoogle, IconBrandInstagram, IconBrandLinkedin, IconBrandMessenger,
  IconBrandPinterest, IconBrandReddit, IconBrandSnapchat, IconBrandTelegram, IconBrandTiktok, IconBrandWhatsapp, IconBrandX,
  IconBrandYoutube, IconMail, IconMessage, IconQrcode, IconWorld, type Icon,
} from '@tabler/icons-react'

import { Panel } from '../look/Panel'
import type { Share } from '../session/schemas'
import { plainName } from './names'
import { RankedRows } from './RankedRows'
import css from './reports.module.css'

const ICONS: Record<string, Icon> = {
  direct: IconArrowRight, facebook: IconBrandFacebook, gmail: IconBrandGmail, google: IconBrandGoogle,
  instagram: IconBrandInstagram, linkedin: IconBrandLinkedin, messenger: IconBrandMessenger, pinterest: IconBrandPinterest,
  reddit: IconBrandReddit, snapchat: IconBrandSnapchat, telegram: IconBrandTelegram, tiktok: IconBrandTiktok,
  whatsapp: IconBrandWhatsapp, x: IconBrandX, youtube: IconBrandYoutube, email: IconMail, newsletter: IconMail, outlook: IconMail,
  sms: IconMessage, qr: IconQrcode,
}

function mark(source: string | null) {
  const Mark = ICONS[source?.toLowerCase() ?? ''] ?? IconWorld
  return (
    <span className={css.mark} aria-hidden>
      <Mark size={14} stroke={2} />
    </span>
  )
}

/** The card "Sources". */
export function Sources({ sources }: { sources: readonly Share[] }) {
  return (
    <Panel title="Sources">
      <RankedRows rows={sources} name={plainName} mark={mark} label="Clicks by source" />
    </Panel>
  )
}
