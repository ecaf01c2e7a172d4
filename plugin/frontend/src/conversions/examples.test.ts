import { expect, test } from 'vitest'

import { pixelLine, signedCall } from './examples'

test('what is pasted names the account, our API and the parameter that links append', () => {
  const call = signedCall('https://app.example/api', '42')
  expect(call).toContain("curl 'https://app.example/api/conversions'")
  expect(call).toContain("'Smartlinks-Account: 42'")
  expect(pixelLine('https://go.example')).toContain("'https://go.example/_conversion.gif?event=signup&click='")
  expect(pixelLine('https://go.example')).toContain("get('sl_click')")
})
