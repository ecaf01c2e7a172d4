/** A contact's own history: what they opened, when and on what. */
import { Button, Drawer } from '@mantine/core'

import { dayAndTime } from '../look/dates'
import controls from '../look/controls.module.css'
import { useMe } from '../session/me'
import { Unanswered } from './Answered'
import { ClickWords } from './ClickWords'
import { useContactClicks } from './contact'
import css from './reports.module.css'

function History({ id }: { id: string }) {
  const zone = useMe().location.timezone
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useContactClicks(id)
  if (!data) return <Unanswered error={error} retry={refetch} />
  const clicks = data.pages.flatMap(({ items }) => items)
  return (
    <>
      {clicks.length === 0 && <p className="sl-small">No clicks of theirs are kept any more.</p>}
      <ul aria-label="Their clicks">
        {clicks.map((click) => (
          <ClickWords key={`${click.at}-${click.seq}`} click={click} title={<b>{click.title || 'A link'}</b>} side={dayAndTime(click.at, zone)} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  )
}

interface DrawerProps {
  /** Whose clicks; the last one's while it closes. */
  id: string
  name: string
  opened: boolean
  onClose: () => void
}

/** Slides in beside the report, and gives the keyboard back where it was. */
export function ContactDrawer({ id, name, opened, onClose }: DrawerProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={name}
      position="right"
      size={420}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 200 }}
      classNames={{ content: controls.dialog, overlay: controls.overlay, title: controls.dialogTitle, header: controls.dialogHead }}
    >
      <div className={css.lines}>
        <p className="sl-cap">Every click of theirs that is kept, the latest first.</p>
        <History id={id} />
      </div>
    </Drawer>
  )
}
