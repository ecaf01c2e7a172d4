/** A square button that is only an icon, with its name for those who hear it. */
import { UnstyledButton, type UnstyledButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'

import css from './look.module.css'

interface IconButtonProps extends UnstyledButtonProps, Omit<ComponentPropsWithRef<'button'>, keyof UnstyledButtonProps> {
  label: string
  small?: boolean
}

/** An icon that can be pressed; `label` is its accessible name. */
export function IconButton({ label, small, className = '', ...rest }: IconButtonProps) {
  // Menus and tooltips hand their target a class of their own.
  const classes = `${css.iconButton} ${className}`
  return <UnstyledButton className={classes} aria-label={label} data-small={small || undefined} {...rest} />
}
