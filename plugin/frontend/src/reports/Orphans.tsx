/** How often your own domain was asked for an address that does not exist; nothing where it never was. */
import { counted } from '../look/numbers'
import { Panel } from '../look/Panel'
import type { Report } from '../session/schemas'
import { RankedRows } from './RankedRows'
import { useAnswer } from './report'

type Strays = NonNullable<Report['orphans']>

/** All days' requests, by domain, the most first. */
export function byDomain(strays: Strays): { domain: string; hits: number }[] {
  const sums = new Map<string, number>()
  for (const { domain, hits } of strays) sums.set(domain, (sums.get(domain) ?? 0) + hits)
  return [...sums].map(([domain, hits]) => ({ domain, hits })).toSorted((a, b) => b.hits - a.hits)
}

/** The card "Addresses that do not exist". */
export function Orphans() {
  const { answer } = useAnswer('orphans')
  if (!answer || answer.length === 0) return null
  const domains = byDomain(answer)
  const all = domains.reduce((sum, { hits }) => sum + hits, 0)
  return (
    <Panel title="Addresses that do not exist">
      <p className="sl-small">{counted(all, 'visit')} to your own domains found no link. A typo in print is a common reason.</p>
      <RankedRows rows={domains.map(({ domain, hits }) => ({ key: domain, name: domain, clicks: hits }))} label="Visits to addresses that do not exist" />
    </Panel>
  )
}
