/** Brings the CRM's own trigger links over, in one go, and says what became of each. */
import { Button, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'

import { fieldFault, FormFault } from '../look/Fault'
import { Panel } from '../look/Panel'
import { apiCall } from '../session/api'
import { faultAt, faultBeside } from '../session/errors'
import type { ImportReport } from '../session/schemas'
import css from './imports.module.css'
import { reportLines } from './words'

function useImport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (search: string) => apiCall<ImportReport>('POST', '/imports/trigger-links', { body: { search } }),
    onSettled: () => Promise.all(['links', 'me'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
}

function Report({ report }: { report: ImportReport }) {
  return (
    <section className={css.report} role="status" aria-label="What became of them">
      {reportLines(report).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {report.failed.length > 0 && (
        <ul>
          {report.failed.map(({ name, reason }, place) => (
            // Two of them may be called the same.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={place}>
              <b>{name}</b>: {reason}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** The settings tab "Import". */
export function ImportSettings() {
  const [search, setSearch] = useState('')
  const { mutate, data, error, isPending } = useImport()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate(search.trim())
  }
  return (
    <Panel title="Your CRM’s trigger links">
      <p className="sl-small">
        Each becomes a short link here, with its name and destination. Those in your CRM stay as they are, and none is brought twice.
      </p>
      <form className={css.form} noValidate aria-label="Import" onSubmit={submit}>
        <FormFault words={faultBeside(error, ['search'])} />
        <TextInput
          label="Only those whose name has"
          placeholder="Leave it blank for all"
          value={search}
          error={fieldFault(faultAt(error, 'search'))}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button type="submit" variant="solid" leftSection={<IconDownload size={16} />} loading={isPending}>
          {data && data.left > 0 ? 'Go on' : 'Import trigger links'}
        </Button>
      </form>
      {data && <Report report={data} />}
    </Panel>
  )
}
