/** The way out: clicks or a report as a file for a spreadsheet, on the terms of what is shown. */
import { Button, Modal, Select } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'

import { FormFault } from '../look/Fault'
import { chosen } from '../reports/narrowing'
import { useTerms } from '../reports/terms'
import { wordsFor } from '../session/errors'
import css from './exports.module.css'
import { useExportClicks, useReportFile } from './exports'
import { KeptExports } from './KeptExports'
import { CHOICES, CLICKS } from './words'

function Ask() {
  const { query, only } = useTerms()
  const [what, setWhat] = useState(CLICKS)
  const clicks = useExportClicks()
  const report = useReportFile()
  const error = clicks.error ?? report.error
  const ask = () => (what === CLICKS ? clicks.mutate(query) : report.mutate({ question: what, terms: query }))
  const narrowing = chosen(only).map(({ words }) => words)
  return (
    <div className={css.ask}>
      <FormFault words={error ? wordsFor(error) : null} />
      <Select label="What" data={CHOICES} value={what} onChange={(value) => setWhat(value ?? CLICKS)} />
      <p className="sl-cap">
        The same days{narrowing.length > 0 ? ` and only ${narrowing.join(', ')}` : ''}, as the report shows. A file of clicks is made for
        you and kept for a day; a report is saved at once.
      </p>
      <Button variant="solid" data-autofocus loading={clicks.isPending || report.isPending} onClick={ask}>
        Export as CSV
      </Button>
    </div>
  )
}

/** The button "Export" with its dialog. */
export function ExportMenu() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconDownload size={16} stroke={1.75} />} onClick={() => setOpen(true)}>
        Export
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Export" size={480} closeButtonProps={{ 'aria-label': 'Close' }}>
        <Ask />
        <KeptExports />
      </Modal>
    </>
  )
}
