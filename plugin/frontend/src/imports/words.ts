/** What became of an import, in sentences. */
import { counted } from '../look/numbers'
import type { ImportReport } from '../session/schemas'

/** One sentence for each thing that happened to any of them. */
export function reportLines({ imported, skipped, failed, left }: ImportReport): string[] {
  const lines = [
    imported > 0 ? `${counted(imported, 'link')} made.` : '',
    skipped > 0 ? `${counted(skipped, 'link')} ${skipped === 1 ? 'was' : 'were'} here already.` : '',
    failed.length > 0 ? `${counted(failed.length, 'link')} could not be made:` : '',
    left > 0 ? `${counted(left, 'link')} ${left === 1 ? 'is' : 'are'} left. Go on when you like.` : '',
  ].filter(Boolean)
  return lines.length > 0 ? lines : ['Your CRM has no trigger links to bring.']
}
