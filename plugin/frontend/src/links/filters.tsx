/** What the list of links is narrowed to, kept while someone walks between screens. */
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'

/** The narrowing and order of the list. */
export interface Filters {
  search: string
  tag: string | null
  campaign: string | null
  status: string | null
  sort: string
}

/** Every order, first the one a list begins with. */
export const SORTS = [
  { value: '-created', label: 'Newest' },
  { value: 'created', label: 'Oldest' },
  { value: '-clicks', label: 'Most clicks' },
  { value: 'clicks', label: 'Fewest clicks' },
  { value: 'title', label: 'Name A–Z' },
  { value: '-title', label: 'Name Z–A' },
] as const

const NONE: Filters = { search: '', tag: null, campaign: null, status: null, sort: '-created' }

interface FiltersHold {
  filters: Filters
  narrow: (change: Partial<Filters>) => void
  clear: (change?: Partial<Filters>) => void
}

const FiltersContext = createContext<FiltersHold | null>(null)

/** Remembers the filters for the screens inside. */
export function FiltersProvider({ children }: { children: ReactNode }) {
  const [filters, setFilters] = useState(NONE)
  const hold = useMemo(
    () => ({
      filters,
      narrow: (change: Partial<Filters>) => setFilters((now) => ({ ...now, ...change })),
      clear: (change: Partial<Filters> = {}) => setFilters((now) => ({ ...NONE, sort: now.sort, ...change })),
    }),
    [filters],
  )
  return <FiltersContext value={hold}>{children}</FiltersContext>
}

/** The filters, and how to change them. */
export function useFilters(): FiltersHold {
  const hold = useContext(FiltersContext)
  if (!hold) throw new Error('useFilters outside of FiltersProvider')
  return hold
}

/** Whether anything is narrowed at all. */
export function isNarrowed({ search, tag, campaign, status }: Filters): boolean {
  return Boolean(search || tag || campaign || status)
}
