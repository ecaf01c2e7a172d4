/** The two screens with the editor: a new link, and one that exists. */
import { useLocation } from 'wouter'

import { PageHead } from '../look/PageHead'
import { CouldNotLoad } from '../look/StatePanel'
import { toast } from '../look/toast'
import { BackToLinks } from './BackToLinks'
import { LinkEditor } from './LinkEditor'
import { LinksSkeleton } from './LinksSkeleton'
import { LinkTitle } from './LinkTitle'
import { useLink } from './links'

/** The screen "New link". */
export function NewLinkScreen() {
  const [, go] = useLocation()
  return (
    <main className="sl-page">
      <BackToLinks />
      <PageHead title="New link" sub="Only the destination is needed." />
      <LinkEditor onSaved={(link) => go(`/links/${link.id}/ready`)} onCancel={() => go('/links')} />
    </main>
  )
}

/** The screen "Edit link". */
export function EditLinkScreen({ id }: { id: string }) {
  const [, go] = useLocation()
  const { data: link, error, refetch } = useLink(id)
  const saved = () => {
    toast('Saved')
    go(`/links/${id}`)
  }
  return (
    <main className="sl-page">
      <BackToLinks />
      {!link && error && <CouldNotLoad what="this link" error={error} retry={() => void refetch()} />}
      {!link && !error && <LinksSkeleton />}
      {link && <LinkTitle link={link} here="edit" />}
      {link && <LinkEditor key={link.id} link={link} onSaved={saved} onCancel={() => go(`/links/${id}`)} />}
    </main>
  )
}
