/** Search, filters and order above the list of links. */
import { Menu, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconArrowsSort, IconCircleDot, IconSearch, IconSpeakerphone, IconTag } from '@tabler/icons-react'
import { useState } from 'react'

import { useCampaigns } from '../campaigns/campaigns'
import { searchField } from '../frame/search'
import { useWidth } from '../look/width'
import { useTags } from '../tags/tags'
import { FilterButton } from './FilterButton'
import { SORTS, useFilters } from './filters'
import css from './links.module.css'
import { STATUSES } from './status'

const TYPING_MS = 250

function Search() {
  const { filters, narrow } = useFilters()
  const [typed, setTyped] = useState(filters.search)
  const [sent, setSent] = useState(filters.search)
  const phone = useWidth() === 'phone'
  const send = useDebouncedCallback((search: string) => {
    setSent(search)
    narrow({ search })
  }, TYPING_MS)
  if (filters.search !== sent) {
    // Someone else changed it ("Clear filters"), so what was typed is over.
    setSent(filters.search)
    setTyped(filters.search)
  }
  return (
    <TextInput
      ref={searchField}
      type="search"
      className={css.search}
      aria-label="Search links"
      placeholder="Search name or address"
      value={typed}
      leftSection={<IconSearch size={16} stroke={1.75} />}
      rightSection={phone || typed ? null : <kbd className={css.kbd}>/</kbd>}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        send(event.currentTarget.value.trim())
      }}
    />
  )
}

function Order() {
  const { filters, narrow } = useFilters()
  const chosen = SORTS.find(({ value }) => value === filters.sort) ?? SORTS[0]
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={`${css.filter} ${css.filterButton} ${css.order}`} aria-label={`Sort: ${chosen.label}`}>
          <IconArrowsSort size={16} stroke={1.75} aria-hidden />
          {chosen.label}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {SORTS.map(({ value, label }) => (
          <Menu.Item key={value} onClick={() => narrow({ sort: value })}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The row above the table. */
export function LinksToolbar() {
  const { filters, narrow } = useFilters()
  const tags = (useTags().data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const campaigns = (useCampaigns().data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true }
  return (
    <search className={css.toolbar}>
      <Search />
      <div className={css.filters}>
        {tags.length > 0 && (
          <FilterButton label="Tag" icon={<IconTag {...icon} />} options={tags} value={filters.tag} onChange={(tag) => narrow({ tag })} />
        )}
        <FilterButton label="Status" icon={<IconCircleDot {...icon} />} options={STATUSES} value={filters.status} onChange={(status) => narrow({ status })} />
        {campaigns.length > 0 && (
          <FilterButton label="Campaign" icon={<IconSpeakerphone {...icon} />} options={campaigns} value={filters.campaign} onChange={(campaign) => narrow({ campaign })} />
        )}
        <Order />
      </div>
    </search>
  )
}
