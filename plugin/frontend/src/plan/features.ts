/** What a plan's features are called on screen. */

const WORDS: Record<string, string> = {
  custom_slugs: 'Your own short link endings',
  utm: 'UTM tags',
  expiry: 'Links that start and end by themselves',
  campaigns: 'Campaigns',
  qr: 'QR codes',
  csv: 'CSV export',
  tag_on_click: 'Tags in your CRM on every click',
  contact_sync: 'Contacts kept in step',
  custom_domains: 'Your own domains',
  passwords: 'Links with a password',
  country_rules: 'Rules by country',
  device_rules: 'Rules by device',
  split: 'A/B splits',
}

/** A feature's name; a new one reads as its code with spaces. */
export function featureWord(code: string): string {
  const plain = code.replaceAll(/[_-]/gu, ' ')
  return WORDS[code] ?? plain.charAt(0).toUpperCase() + plain.slice(1)
}
