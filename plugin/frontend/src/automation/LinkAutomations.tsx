/** What clicks on one link do in the CRM beside its tags: as the account has it, or otherwise. */
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'

import { fieldFault } from '../look/Fault'
import type { SectionProps } from '../links/sections'
import { faultAt, wordsFor } from '../session/errors'
import type { Switches } from '../session/schemas'
import css from './automation.module.css'
import { automationChoices, chosenOf, ownOf, workflowChoices, type OwnSwitch } from './choices'
import { switchesQuery, workflowsQuery } from './switches'

const ROWS: readonly { name: OwnSwitch; label: string }[] = [
  { name: 'sync', label: 'Keep contact fields' },
  { name: 'note', label: 'Write a note' },
  { name: 'lead', label: 'Bring leads to your CRM' },
]

type Props = Pick<SectionProps, 'draft' | 'edit' | 'error'>

function Own({ name, label, switches, draft, edit, error }: Props & { name: OwnSwitch; label: string; switches: Switches | undefined }) {
  const { automations } = draft
  return (
    <Select
      label={label}
      data={automationChoices(switches?.[name])}
      allowDeselect={false}
      value={chosenOf(automations[name])}
      error={fieldFault(faultAt(error, `automations.${name}`))}
      onChange={(value) => edit({ automations: { ...automations, [name]: ownOf(value) } })}
    />
  )
}

function Workflow({ draft, edit, error }: Props) {
  const { data, error: fault } = useQuery(workflowsQuery)
  const { automations } = draft
  const chosen = automations.workflow_id ?? null
  return (
    <Select
      label="Start a workflow"
      description={fault ? `We could not ask for your workflows. ${wordsFor(fault)}` : 'Each known contact who clicks is put into it.'}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder="None"
      clearable
      searchable
      nothingFoundMessage="No workflow has this name"
      data={workflowChoices(data ?? [], chosen)}
      value={chosen}
      error={fieldFault(faultAt(error, 'automations.workflow_id') ?? faultAt(error, 'automations'))}
      onChange={(value) => edit({ automations: { ...automations, workflow_id: value } })}
    />
  )
}

/** The fields below the tags. */
export function LinkAutomations(props: Props) {
  const { data } = useQuery(switchesQuery)
  return (
    <div className={css.own}>
      <Workflow {...props} />
      {ROWS.map((row) => (
        <Own key={row.name} {...row} {...props} switches={data} />
      ))}
    </div>
  )
}
