/** What the page was told by the document that carries it. */

/** The server's words to the page: where its API lives. */
export interface Config {
  api: string
}

const DEFAULTS: Config = { api: '/api' }

function meta(name: string): string | null {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null
}

/** The config that the server wrote into `<meta name="smartlinks-config">`; the defaults where it wrote none. */
export function readConfig(): Config {
  const written = meta('smartlinks-config')
  return written ? { ...DEFAULTS, ...(JSON.parse(written) as Partial<Config>) } : DEFAULTS
}

/** The nonce that lets Mantine's style elements through the page's CSP. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}
