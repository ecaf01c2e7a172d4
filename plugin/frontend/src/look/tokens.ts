/** The look's values, light and dark, published as `--sl-*`. */

const LIGHT = {
  canvas: '#fafafc', surface: '#ffffff', sunken: '#f6f6f9', hover: '#f4f4f8', press: '#ececf2', seg: '#f0f0f4',
  'seg-line': 'transparent', field: '#ffffff', rest: '#fafafc', line: '#ededf2', 'line-2': '#dedee6',
  ink: '#18181b', 'ink-2': '#52525b', 'ink-3': '#6b6b76', 'ink-4': '#a6a6b2',
  accent: '#4f46e5', 'accent-vivid': '#6366f1', 'accent-soft': '#eef0ff', 'accent-line': '#d4d8ff', 'accent-ink': '#4338ca',
  ok: '#047857', 'ok-fill': '#059669', 'ok-soft': '#e9f9f2',
  warn: '#a34a06', 'warn-fill': '#d97706', 'warn-soft': '#fef5e7', 'warn-line': '#fbe3b9',
  bad: '#be123c', 'bad-fill': '#e11d48', 'bad-soft': '#fff0f3', 'info-fill': '#0284c7',
  c1: '#4f46e5', c2: '#d97706', c3: '#115e59', c4: '#86198f', c5: '#0284c7', c6: '#8b8b9a',
  s0: '#f1f1f6', s1: '#dfe2ff', s2: '#bcc1fd', s3: '#8f93f8', s4: '#635fe8', s5: '#4327b4',
  land: '#ebebf1', 'land-line': '#ffffff', track: '#efeff4', knob: '#dedee6', picked: '#ffffff',
  tip: '#1c1c22', 'tip-ink': '#ffffff', 'tip-ink-2': '#b9b9c6', violet: '#7c3aed', indigo: '#6366f1', fuchsia: '#c026d3',
  'sh-xs': '0 1px 2px rgba(24,24,43,.05)',
  'sh-card': '0 0 0 1px rgba(24,24,43,.055),0 1px 2px rgba(24,24,43,.03),0 8px 24px -12px rgba(24,24,43,.07)',
  'sh-pop': '0 0 0 1px rgba(24,24,43,.07),0 4px 10px -2px rgba(24,24,43,.06),0 18px 44px -10px rgba(24,24,43,.18)',
  'sh-dialog': '0 0 0 1px rgba(24,24,43,.06),0 24px 64px -12px rgba(24,24,43,.28)',
  'sh-btn': '0 1px 2px rgba(24,24,43,.06),inset 0 -1px 0 rgba(24,24,43,.02)',
  'sh-primary': '0 1px 2px rgba(67,39,180,.35),0 6px 14px -6px rgba(124,58,237,.5),inset 0 1px 0 rgba(255,255,255,.18)',
  'sh-picked': '0 1px 2px rgba(24,24,43,.1),0 0 0 .5px rgba(24,24,43,.06)',
  ring: '0 0 0 3px rgba(99,102,241,.22)',
}

const DARK: typeof LIGHT = {
  canvas: '#0d0d12', surface: '#15151b', sunken: '#1a1a22', hover: '#1e1e27', press: '#26262f', seg: '#1a1a22',
  'seg-line': '#24242d', field: '#1a1a22', rest: '#121218', line: '#24242d', 'line-2': '#34343f',
  ink: '#f4f4f6', 'ink-2': '#b6b6c2', 'ink-3': '#9090a0', 'ink-4': '#5f5f6e',
  accent: '#a5b0fd', 'accent-vivid': '#818cf8', 'accent-soft': '#23244a', 'accent-line': '#37396f', 'accent-ink': '#b3bbfd',
  ok: '#34d399', 'ok-fill': '#10b981', 'ok-soft': '#10332a',
  warn: '#fbbf24', 'warn-fill': '#f59e0b', 'warn-soft': '#33240d', 'warn-line': '#523a12',
  bad: '#fb7185', 'bad-fill': '#f43f5e', 'bad-soft': '#2d171e', 'info-fill': '#38bdf8',
  c1: '#818cf8', c2: '#f59e0b', c3: '#99f6e4', c4: '#f0abfc', c5: '#0369a1', c6: '#8b8b9a',
  s0: '#1f1f28', s1: '#28294f', s2: '#3a3a80', s3: '#5553c4', s4: '#7f80f5', s5: '#bfc4ff',
  land: '#262630', 'land-line': '#15151b', track: '#23232c', knob: '#3c3c48', picked: '#26262f',
  tip: '#2a2a34', 'tip-ink': '#ffffff', 'tip-ink-2': '#b9b9c6', violet: '#7c3aed', indigo: '#6366f1', fuchsia: '#c026d3',
  'sh-xs': '0 1px 2px rgba(0,0,0,.3)',
  'sh-card': '0 0 0 1px #22222b,0 1px 2px rgba(0,0,0,.25)',
  'sh-pop': '0 0 0 1px #32323d,0 20px 48px -10px rgba(0,0,0,.7)',
  'sh-dialog': '0 0 0 1px #32323d,0 28px 70px -10px rgba(0,0,0,.8)',
  'sh-btn': '0 1px 2px rgba(0,0,0,.3)',
  'sh-primary': '0 1px 2px rgba(0,0,0,.4),0 6px 18px -6px rgba(124,58,237,.55),inset 0 1px 0 rgba(255,255,255,.16)',
  'sh-picked': '0 1px 2px rgba(0,0,0,.4)',
  ring: '0 0 0 3px rgba(129,140,248,.3)',
}

const STEADY = {
  '--sl-grad': 'linear-gradient(100deg,#6366f1 0%,#7c3aed 55%,#c026d3 115%)',
  '--sl-grad-line': 'linear-gradient(90deg,#6366f1,#7c3aed 55%,#c026d3)',
  '--sl-ease': 'cubic-bezier(.2,.8,.2,1)',
}

/** A name of the look's palette. */
export type Token = keyof typeof LIGHT

function published(tokens: typeof LIGHT): Record<string, string> {
  const named = Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--sl-${name}`, value]))
  return {
    ...named,
    '--mantine-color-body': tokens.canvas,
    '--mantine-color-text': tokens.ink,
    '--mantine-color-default-border': tokens['line-2'],
    '--mantine-color-dimmed': tokens['ink-3'],
    '--mantine-color-anchor': tokens.accent,
    '--mantine-color-placeholder': tokens['ink-3'],
    '--mantine-color-error': tokens.bad,
  }
}

/** Mantine's hook for CSS variables: every token, in both schemes. */
export function publishTokens() {
  return { variables: STEADY, light: published(LIGHT), dark: published(DARK) }
}

/** The value a token has on the page right now, for canvas drawing. */
export function tokenValue(name: Token): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--sl-${name}`).trim()
}
