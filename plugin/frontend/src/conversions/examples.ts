/** What a customer's site needs to tell us of a conversion, ready to paste. */

/** A signed call from a shell; `api` is where our API lives, with its origin. */
export function signedCall(api: string, account: string): string {
  return [
    "SECRET='the secret from above'",
    `BODY='{"click_id":"the sl_click of the visit","event":"purchase","id":"order-1001","value":"49.00","currency":"EUR"}'`,
    'TIME=$(date +%s)',
    `SIGNATURE=$(printf '%s.%s' "$TIME" "$BODY" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/^.* //')`,
    `curl '${api}/conversions' \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -H 'Smartlinks-Account: ${account}' \\`,
    '  -H "Smartlinks-Timestamp: $TIME" \\',
    '  -H "Smartlinks-Signature: $SIGNATURE" \\',
    '  -d "$BODY"',
  ].join('\n')
}

/** The line of a page that tells of a visit's conversion; `links` is the origin of short links. */
export function pixelLine(links: string): string {
  return [
    '<script>',
    "  const click = new URL(document.URL).searchParams.get('sl_click')",
    `  if (click) new Image().src = '${links}/_conversion.gif?event=signup&click=' + encodeURIComponent(click)`,
    '</script>',
  ].join('\n')
}
