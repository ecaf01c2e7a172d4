import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { whileVisible } from './live'

class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible'

  turn(state: DocumentVisibilityState) {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched(answer: () => Promise<void>) {
  const page = new FakePage()
  const ask = vi.fn(answer)
  const stop = whileVisible(page as unknown as Document, ask, 1_000)
  return { page, ask, stop }
}

test('it asks at once and then again and again, whatever the answer', async () => {
  const { ask, stop } = watched(() => Promise.reject(new Error('offline')))
  await vi.advanceTimersByTimeAsync(2_500)
  expect(ask).toHaveBeenCalledTimes(3)
  stop()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(ask).toHaveBeenCalledTimes(3)
})

test('nobody is asked while the page is hidden, and at once when it is back', async () => {
  const { page, ask, stop } = watched(() => Promise.resolve())
  await vi.advanceTimersByTimeAsync(0)
  page.turn('hidden')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ask).toHaveBeenCalledTimes(1)
  page.turn('visible')
  expect(ask).toHaveBeenCalledTimes(2)
  stop()
})

test('a slow answer is waited for', async () => {
  const { page, ask, stop } = watched(() => new Promise((done) => void setTimeout(done, 30_000)))
  await vi.advanceTimersByTimeAsync(20_000)
  page.turn('visible')
  expect(ask).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(11_000)
  expect(ask).toHaveBeenCalledTimes(2)
  stop()
})
