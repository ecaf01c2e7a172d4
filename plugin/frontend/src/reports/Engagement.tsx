/** Which contacts of the CRM clicked: how many, who most, and what each of them opened. */
import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'

import { ago } from '../look/dates'
import { counted, whole } from '../look/numbers'
import { LetterTile } from '../look/LetterTile'
import { Panel } from '../look/Panel'
import { useMe } from '../session/me'
import type { Report } from '../session/schemas'
import { Unanswered } from './Answered'
import { ContactDrawer } from './ContactDrawer'
import { contactName } from './contact'
import { useAnswer } from './report'
import css from './reports.module.css'

const SHOWN = 6

type Answer = NonNullable<Report['engagement']>
type Contact = Answer['top'][number]

function Numbers({ answer }: { answer: Answer }) {
  return (
    <dl className={css.sunken}>
      <div>
        <dd>{whole(answer.contacts)}</dd>
        <dt>{answer.contacts === 1 ? 'contact' : 'contacts'}</dt>
      </div>
      <div>
        <dd>{whole(answer.clicks)}</dd>
        <dt>{answer.clicks === 1 ? 'click of theirs' : 'clicks of theirs'}</dt>
      </div>
    </dl>
  )
}

function Row({ contact, open }: { contact: Contact; open: () => void }) {
  const zone = useMe().location.timezone
  const name = contactName(contact.name, contact.contact_id)
  return (
    <li>
      <UnstyledButton className={css.contact} onClick={open}>
        <LetterTile name={contact.name ?? '?'} />
        <span className="sl-grow">
          <span className={css.contactName}>{name}</span>
          <span className="sl-cap">Opened {ago(contact.last_at, zone)}</span>
        </span>
        <span className="sl-small sl-num">{counted(contact.clicks, 'click')}</span>
        <IconChevronRight size={16} stroke={1.75} color="var(--sl-ink-3)" aria-hidden />
      </UnstyledButton>
    </li>
  )
}

function Contacts({ answer }: { answer: Answer }) {
  const [last, setLast] = useState(answer.top[0])
  const [opened, setOpened] = useState(false)
  const open = (contact: Contact) => {
    setLast(contact)
    setOpened(true)
  }
  if (answer.contacts === 0) {
    return <p className="sl-small">No contact you know has clicked in this period. Share links with your CRM’s contact id in them, and you see who did.</p>
  }
  return (
    <>
      <Numbers answer={answer} />
      <ul aria-label="Top contacts">
        {answer.top.slice(0, SHOWN).map((contact) => (
          <Row key={contact.contact_id} contact={contact} open={() => open(contact)} />
        ))}
      </ul>
      {last && (
        <ContactDrawer id={last.contact_id} name={contactName(last.name, last.contact_id)} opened={opened} onClose={() => setOpened(false)} />
      )}
    </>
  )
}

/** The card "Known contacts". */
export function Engagement() {
  const { answer, error, refetch } = useAnswer('engagement')
  return (
    <Panel title="Known contacts">{answer ? <Contacts answer={answer} /> : <Unanswered error={error} retry={refetch} />}</Panel>
  )
}
