/** What this link's clicks did in the CRM lately, and why where it did not work. */
import { Panel } from '../look/Panel'
import { useMe } from '../session/me'
import { wordsFor } from '../session/errors'
import type { Link } from '../session/schemas'
import { RunRow } from './RunRow'
import { useRuns } from './runs'

function nothing(link: Link): string {
  return link.crm_tags.length > 0
    ? 'Nothing has run yet. Share the form for contacts you know, and every click tags them.'
    : 'Nothing has run yet. Give this link tags for your CRM and every click by a known contact adds them.'
}

/** The card "In your CRM". */
export function RunsCard({ link }: { link: Link }) {
  const zone = useMe().location.timezone
  const { data, error } = useRuns(link.id)
  return (
    <Panel title="In your CRM" side={<span className="sl-cap">latest first</span>}>
      {error && !data && <p className="sl-small">{wordsFor(error)}</p>}
      {data?.items.length === 0 && <p className="sl-small">{nothing(link)}</p>}
      <ul aria-label="Recent runs in your CRM">
        {data?.items.map((run) => (
          <RunRow key={run.id} run={run} zone={zone} />
        ))}
      </ul>
    </Panel>
  )
}
