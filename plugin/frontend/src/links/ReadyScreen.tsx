/** A link was made: here it is, to copy and share. */
import { Button } from '@mantine/core'
import { IconCircleCheckFilled } from '@tabler/icons-react'
import { useLocation } from 'wouter'

import { CouldNotLoad } from '../look/StatePanel'
import { BackToLinks } from './BackToLinks'
import css from './links.module.css'
import { nameOf, useLink } from './links'
import { LinksSkeleton } from './LinksSkeleton'
import { ShareCard } from './ShareCard'

/** The screen after "Create link". */
export function ReadyScreen({ id }: { id: string }) {
  const [, go] = useLocation()
  const { data: link, error, refetch } = useLink(id)
  return (
    <main className="sl-page">
      <BackToLinks />
      {!link && error && <CouldNotLoad what="this link" error={error} retry={() => void refetch()} />}
      {!link && !error && <LinksSkeleton />}
      {link && (
        <div className={css.ready}>
          <div className="sl-row">
            <IconCircleCheckFilled size={22} color="var(--sl-ok-fill)" aria-hidden />
            <h1 className="sl-h1">Your link is ready</h1>
          </div>
          <p className="sl-sub">{nameOf(link)} works from now on. Every click shows up here within seconds.</p>
          <ShareCard link={link} />
          <div className="sl-row">
            <Button variant="solid" onClick={() => go(`/links/${id}`)}>
              See clicks
            </Button>
            <Button variant="default" onClick={() => go('/links/new')}>
              Make another
            </Button>
          </div>
        </div>
      )}
    </main>
  )
}
