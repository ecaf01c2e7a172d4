/** Asks the CRM's page around us who is looking, and takes its sealed answer. */

const EVERY_MS = 1_000
const PATIENCE_MS = 10_000

/** Nobody around us answered: the page was opened on its own, or by something that is not the CRM. */
export class NoParent extends Error {
  override name = 'NoParent'
}

function payloadOf(event: MessageEvent): string | null {
  // White-label hosts cannot be listed beforehand, so the window is what we trust, and the server what we believe.
  if (event.source !== window.parent) return null
  const data = event.data as { message?: unknown; payload?: unknown } | null
  if (data?.message !== 'REQUEST_USER_DATA_RESPONSE') return null
  return typeof data.payload === 'string' && data.payload ? data.payload : null
}

function ask(): void {
  window.parent.postMessage({ message: 'REQUEST_USER_DATA' }, '*')
}

/** The parent frame's fresh blob; asks again each second, for ten seconds. Rejects with NoParent. */
export function askParent(): Promise<string> {
  if (window.parent === window) return Promise.reject(new NoParent())
  return new Promise((resolve, reject) => {
    const again = window.setInterval(ask, EVERY_MS)
    const giveUp = window.setTimeout(() => finish(() => reject(new NoParent())), PATIENCE_MS)
    const listen = (event: MessageEvent) => {
      const payload = payloadOf(event)
      if (payload) finish(() => resolve(payload))
    }
    function finish(settle: () => void) {
      window.clearInterval(again)
      window.clearTimeout(giveUp)
      window.removeEventListener('message', listen)
      settle()
    }
    window.addEventListener('message', listen)
    ask()
  })
}
