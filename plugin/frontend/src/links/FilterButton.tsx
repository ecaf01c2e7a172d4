/** A filter as a button: its name while unset, its value and a way to clear it while set. */
import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import css from './links.module.css'

interface FilterProps {
  label: string
  icon: ReactNode
  options: readonly { value: string; label: string }[]
  value: string | null
  onChange: (value: string | null) => void
}

/** A menu of values; choosing the chosen one clears it. */
export function FilterButton({ label, icon, options, value, onChange }: FilterProps) {
  const chosen = options.find((option) => option.value === value)
  return (
    <span className={css.filter} data-set={chosen ? true : undefined}>
      <Menu position="bottom-start">
        <Menu.Target>
          <UnstyledButton className={css.filterButton} aria-label={chosen ? `${label}: ${chosen.label}` : label}>
            {icon}
            {chosen ? `${label}:` : label}
            {chosen ? <b>{chosen.label}</b> : <IconChevronDown size={14} stroke={2} aria-hidden />}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {options.map((option) => (
            <Menu.Item
              key={option.value}
              onClick={() => onChange(option.value === value ? null : option.value)}
              rightSection={option.value === value ? <IconCheck size={14} aria-hidden /> : undefined}
            >
              {option.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {chosen && (
        <UnstyledButton className={css.filterClear} aria-label={`Clear ${label.toLowerCase()}`} onClick={() => onChange(null)}>
          <IconX size={14} stroke={2} aria-hidden />
        </UnstyledButton>
      )}
    </span>
  )
}
