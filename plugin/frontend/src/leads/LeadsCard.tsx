/** Who filled in the link's form lately. */
import { ago } from '../look/dates'
import { counted, whole } from '../look/numbers'
import { Panel } from '../look/Panel'
import { useMe } from '../session/me'
import { wordsFor } from '../session/errors'
import type { Lead } from '../session/schemas'
import { useLeads } from './leads'
import css from './leads.module.css'

const SHOWN = 6

function Row({ lead, zone }: { lead: Lead; zone: string }) {
  const known = [lead.name, lead.email, lead.phone].filter(Boolean)
  return (
    <li className={css.lead}>
      <div className="sl-grow">
        <p className={css.who}>{known[0] ?? 'Someone'}</p>
        <p className={`sl-cap ${css.reach}`}>{known.slice(1).join(' · ')}</p>
      </div>
      <span className="sl-cap">{ago(lead.created_at, zone)}</span>
    </li>
  )
}

/** The card "Leads" of a link that has a form, or had one. */
export function LeadsCard({ linkId, asks }: { linkId: string; asks: boolean }) {
  const zone = useMe().location.timezone
  const { data, error } = useLeads(linkId)
  const leads = data?.items ?? []
  if (!asks && leads.length === 0) return null
  const count = data?.next ? `${whole(leads.length)}+ leads` : counted(leads.length, 'lead')
  return (
    <Panel title="Leads" side={data && <span className="sl-small sl-num">{count}</span>}>
      {error && !data && <p className="sl-small">{wordsFor(error)}</p>}
      {data && leads.length === 0 && <p className="sl-small">Nobody has filled in the form yet. Who does shows up here.</p>}
      <ul aria-label="Latest leads">
        {leads.slice(0, SHOWN).map((lead) => (
          <Row key={lead.id} lead={lead} zone={zone} />
        ))}
      </ul>
    </Panel>
  )
}
