/** Copies a text and says so. */
import { Button, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'

import { useCopy } from './copy'
import { IconButton } from './IconButton'

interface CopyProps {
  text: string
  label: string
}

/** The small icon beside a short link. */
export function CopyIcon({ text, label }: CopyProps) {
  const { copied, copy } = useCopy(text)
  return (
    <Tooltip label={copied ? 'Copied' : 'Copy'} opened={copied || undefined} openDelay={copied ? 0 : 300}>
      <IconButton small label={copied ? 'Copied' : label} onClick={copy}>
        {copied ? <IconCheck size={15} color="var(--sl-ok)" /> : <IconCopy size={15} stroke={1.75} />}
      </IconButton>
    </Tooltip>
  )
}

/** The button with the word. */
export function CopyButton({ text, label }: CopyProps) {
  const { copied, copy } = useCopy(text)
  return (
    <Button
      variant="default"
      onClick={copy}
      aria-label={copied ? 'Copied' : label}
      leftSection={copied ? <IconCheck size={16} color="var(--sl-ok)" /> : <IconCopy size={16} stroke={1.75} />}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  )
}
