/** A link's own preview while someone writes it. */
import { completed } from '../links/address'
import type { Preview } from '../session/link'

/** A preview being edited; all blank is none. */
export interface PreviewDraft {
  title: string
  description: string
  image: string
}

/** A link's preview, ready to edit. */
export function previewDraft(preview: Preview | null | undefined): PreviewDraft {
  return { title: preview?.title ?? '', description: preview?.description ?? '', image: preview?.image_url ?? '' }
}

/** What is sent of a preview. */
export function previewOf({ title, description, image }: PreviewDraft): Preview | null {
  const preview = { title: title.trim(), description: description.trim(), image_url: completed(image) || null }
  return preview.title || preview.description || preview.image_url ? preview : null
}
