/** Which machines opened links, and how we knew. */
import { Panel } from '../look/Panel'
import { Breakdown } from './Breakdown'
import { botName } from './names'
import { usePeriod } from './period'

/** The card "Bots": by the reason why we take them for machines. */
export function Bots() {
  const { withoutBots } = usePeriod()
  return (
    <Panel title="Bots" side={<span className="sl-cap">{withoutBots ? 'left out of all else' : 'counted in all else'}</span>}>
      <BotRows />
    </Panel>
  )
}

function BotRows() {
  return (
    <Breakdown
      kind="bots"
      label="Bots by reason"
      whole={false}
      nothing="No machine came by in this period."
      rows={(reasons) => reasons.map(({ value, clicks }) => ({ key: value ?? '', name: botName(value), clicks }))}
    />
  )
}
