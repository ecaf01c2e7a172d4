/** The card that chats and feeds make of a link. */
import { Button } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'

import type { PreviewDraft } from './drafts'
import css from './preview.module.css'

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : ''
}

// The picture lies with somebody else: it is asked for when someone wants to see it, and not before.
function Picture({ address }: { address: string }) {
  const [wanted, setWanted] = useState('')
  const host = hostOf(address)
  if (address && wanted === address) return <img className={css.picture} src={address} alt="As chats and feeds show it" referrerPolicy="no-referrer" />
  return (
    <div className={css.picture}>
      <IconPhoto size={24} stroke={1.5} aria-hidden />
      {host && (
        <Button variant="default" size="compact-xs" onClick={() => setWanted(address)}>
          Show picture
        </Button>
      )}
    </div>
  )
}

/** How it will look. */
export function PreviewCard({ domain, preview }: { domain: string; preview: PreviewDraft }) {
  return (
    <figure className={css.card} aria-label="How it looks when shared">
      <Picture address={preview.image.trim()} />
      <figcaption className={css.caption}>
        <span className="sl-cap">{domain}</span>
        <b>{preview.title.trim() || 'Title'}</b>
        <span className="sl-small">{preview.description.trim() || 'Description'}</span>
      </figcaption>
    </figure>
  )
}
