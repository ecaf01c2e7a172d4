/** What clicks do in the CRM, unless a link says otherwise. */
import { Select, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'

import { Panel } from '../look/Panel'
import { CouldNotLoad } from '../look/StatePanel'
import type { Switches } from '../session/schemas'
import css from './automation.module.css'
import { DEEDS, switchesQuery, useSaveSwitches, windowsWith } from './switches'

function Choices({ switches }: { switches: Switches }) {
  const save = useSaveSwitches()
  const shown = { ...switches, ...(save.isPending ? save.variables : {}) }
  return (
    <>
      <ul className={css.switches}>
        {DEEDS.map(({ name, label, hint }) => (
          <li key={name}>
            <Switch
              label={label}
              description={hint}
              classNames={{ body: css.switch, description: css.hint }}
              checked={shown[name]}
              disabled={save.isPending}
              onChange={(event) => save.mutate({ [name]: event.currentTarget.checked })}
            />
          </li>
        ))}
      </ul>
      <Select
        className={css.window}
        label="Clicks that become one note and one update"
        description="Of one contact, counted from the first click."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={windowsWith(switches.window_s)}
        allowDeselect={false}
        value={String(shown.window_s)}
        disabled={save.isPending}
        onChange={(value) => save.mutate({ window_s: Number(value) })}
      />
    </>
  )
}

/** The tab "What clicks do". */
export function SwitchesPanel() {
  const { data, error, refetch } = useQuery(switchesQuery)
  return (
    <Panel title="What clicks do in your CRM">
      <p className="sl-small">For clicks of contacts that your CRM knows. Each link can say otherwise under Automation.</p>
      {error && !data && <CouldNotLoad what="your automations" error={error} retry={() => void refetch()} />}
      {data && <Choices switches={data} />}
    </Panel>
  )
}
