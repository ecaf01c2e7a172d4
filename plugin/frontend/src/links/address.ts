/** Addresses as people read them. */

/** "https://www.brightside.fit/summer/" → "brightside.fit/summer". */
export function bare(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/iu, '').replace(/\/$/u, '')
}

/** What someone typed as an address: "brightside.fit" → "https://brightside.fit". */
export function completed(typed: string): string {
  const text = typed.trim()
  if (!text || /^[a-z][a-z0-9+.-]*:/iu.test(text) || !text.includes('.')) return text
  return `https://${text}`
}

/** The short link with the CRM's merge field, so that a known contact's click carries who it was. */
export function forContacts(shortUrl: string): string {
  return `${shortUrl}?c={{contact.id}}`
}
