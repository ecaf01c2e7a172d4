/** Mantine, dressed in the look: scales, fonts and the defaults of each control. */
import {
  Button, Card, ColorInput, createTheme, Input, Menu, Modal, MultiSelect, Notification, PasswordInput, Popover, SegmentedControl, Select, Skeleton,
  Switch, TagsInput, Textarea, TextInput, Tooltip,
} from '@mantine/core'

import controls from './controls.module.css'

const field = { input: controls.input, label: controls.label, description: controls.hint, error: controls.fault }
const pop = { dropdown: controls.dropdown, option: controls.option }

const components = {
  Button: Button.extend({ defaultProps: { size: 'sm' }, classNames: { root: controls.button, section: controls.icon } }),
  Card: Card.extend({ defaultProps: { radius: 'lg', shadow: 'sm', padding: 0 } }),
  InputWrapper: Input.Wrapper.extend({ classNames: { label: controls.label, description: controls.hint, error: controls.fault } }),
  Input: Input.extend({ classNames: { input: controls.input } }),
  TextInput: TextInput.extend({ classNames: field }),
  Textarea: Textarea.extend({ classNames: field }),
  PasswordInput: PasswordInput.extend({ classNames: field }),
  ColorInput: ColorInput.extend({ classNames: { ...field, dropdown: controls.dropdown } }),
  Select: Select.extend({ classNames: { ...field, ...pop }, defaultProps: { allowDeselect: false } }),
  MultiSelect: MultiSelect.extend({ classNames: { ...field, ...pop } }),
  TagsInput: TagsInput.extend({ classNames: { ...field, ...pop, pill: controls.pill } }),
  SegmentedControl: SegmentedControl.extend({
    defaultProps: { radius: 11, transitionDuration: 160 },
    classNames: { root: controls.seg, indicator: controls.segPicked, label: controls.segLabel, control: controls.segCell, input: controls.segInput },
  }),
  Switch: Switch.extend({
    defaultProps: { withThumbIndicator: false },
    classNames: { track: controls.track, thumb: controls.thumb, label: controls.switchLabel, body: controls.switchBody },
  }),
  Menu: Menu.extend({
    defaultProps: { radius: 12, shadow: 'lg', transitionProps: { transition: 'fade-up', duration: 160 } },
    classNames: { dropdown: controls.menu, item: controls.item, itemSection: controls.itemIcon, divider: controls.divider },
  }),
  Modal: Modal.extend({
    defaultProps: { radius: 'xl', centered: true, size: 424, shadow: 'xl', transitionProps: { duration: 200 }, padding: 24 },
    classNames: { content: controls.dialog, overlay: controls.overlay, title: controls.dialogTitle, header: controls.dialogHead },
  }),
  Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300 }, classNames: { tooltip: controls.tooltip } }),
  // Left to itself, a menu opened while its screen still settles may take its button for scrolled away, and stay unseen.
  Popover: Popover.extend({ defaultProps: { hideDetached: false } }),
  Notification: Notification.extend({
    classNames: { root: controls.toast, icon: controls.toastIcon, title: controls.toastTitle, description: controls.toastText },
    defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
  }),
  Skeleton: Skeleton.extend({ defaultProps: { radius: 6 } }),
}

/** The dashboard's Mantine theme. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 6,
  black: '#18181b',
  autoContrast: false,
  colors: {
    indigo: ['#eef0ff', '#dfe2ff', '#bcc1fd', '#a5b0fd', '#818cf8', '#6366f1', '#4f46e5', '#4338ca', '#3730a3', '#312e81'],
    dark: ['#f4f4f6', '#b6b6c2', '#9090a0', '#5f5f6e', '#34343f', '#26262f', '#1a1a22', '#15151b', '#111116', '#0d0d12'],
    gray: ['#fafafc', '#f6f6f9', '#ececf2', '#dedee6', '#c9c9d3', '#a6a6b2', '#6b6b76', '#52525b', '#3f3f46', '#18181b'],
  },
  defaultGradient: { from: '#6366f1', to: '#c026d3', deg: 100 },
  fontFamily: "'Inter Variable',Inter,system-ui,sans-serif",
  fontWeights: { regular: '400', medium: '550', bold: '620' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '17px' },
  lineHeights: { xs: '1.33', sm: '1.385', md: '1.43', lg: '1.4', xl: '1.41' },
  headings: {
    fontFamily: "'Inter Variable',Inter,system-ui,sans-serif",
    sizes: {
      h1: { fontSize: '22px', lineHeight: '28px', fontWeight: '640' },
      h2: { fontSize: '17px', lineHeight: '24px', fontWeight: '620' },
      h3: { fontSize: '15px', lineHeight: '20px', fontWeight: '620' },
      h4: { fontSize: '14px', lineHeight: '20px', fontWeight: '600' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '32px' },
  radius: { xs: '6px', sm: '8px', md: '10px', lg: '16px', xl: '20px' },
  defaultRadius: 'md',
  shadows: {
    xs: 'var(--sl-sh-xs)',
    sm: 'var(--sl-sh-card)',
    md: 'var(--sl-sh-card)',
    lg: 'var(--sl-sh-pop)',
    xl: 'var(--sl-sh-dialog)',
  },
  breakpoints: { xs: '30em', sm: '40em', md: '64em', lg: '70em', xl: '80em' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components,
})
