/** The bar at the top: where we are, where we can go, and the one thing to make. */
import { Button } from '@mantine/core'
import { IconChevronLeft, IconLink, IconPlus, IconSearch, IconSparkles } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { Link as Go, useLocation } from 'wouter'

import { IconButton } from '../look/IconButton'
import { useWidth } from '../look/width'
import { useMe } from '../session/me'
import { useEnter, useOpened } from '../session/opened'
import css from './frame.module.css'
import { useIsPrimaryTaken } from './primary'
import { useGoSearch, useSlash } from './search'

const PLACES = [
  { href: '/', label: 'Home' },
  { href: '/links', label: 'Links' },
  { href: '/campaigns', label: 'Campaigns' },
  { href: '/automation', label: 'Automation' },
  { href: '/settings', label: 'Settings' },
] as const

function isHere(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}

function Tabs({ path }: { path: string }) {
  const strip = useRef<HTMLElement>(null)
  useEffect(() => {
    strip.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [path])
  return (
    <nav ref={strip} className={css.tabs} aria-label="Main">
      {PLACES.map(({ href, label }) => (
        <Go key={href} href={href} className={css.tab} aria-current={isHere(href, path) ? 'page' : undefined}>
          {label}
        </Go>
      ))}
    </nav>
  )
}

function Mark() {
  return (
    <Go href="/" className={css.brand}>
      <span className={css.mark} aria-hidden>
        <IconLink size={16} stroke={2} />
      </span>
      <span>Smart Links</span>
    </Go>
  )
}

// For admins of a company who came from its list of accounts.
function AllAccounts({ phone }: { phone: boolean }) {
  const enter = useEnter()
  const entered = useOpened().data?.entered
  if (!entered) return null
  if (phone) {
    return (
      <IconButton label="All accounts" onClick={() => enter.mutate(null)}>
        <IconChevronLeft size={18} stroke={1.75} />
      </IconButton>
    )
  }
  return (
    <Button variant="ghost" size="xs" leftSection={<IconChevronLeft size={16} />} loading={enter.isPending} onClick={() => enter.mutate(null)}>
      All accounts
    </Button>
  )
}

/** The sticky navigation; "New link" is plain where the page has a primary action of its own. */
export function TopNav() {
  const [path, go] = useLocation()
  const { plan } = useMe()
  const phone = useWidth() === 'phone'
  const taken = useIsPrimaryTaken()
  const goSearch = useGoSearch()
  useSlash(goSearch)
  return (
    <div className={css.nav}>
      <div className={css.bar}>
        <Mark />
        <AllAccounts phone={phone} />
        {!phone && <Tabs path={path} />}
        <div className={css.side}>
          <IconButton label="Search links" onClick={goSearch}>
            <IconSearch size={18} stroke={1.75} />
          </IconButton>
          {!phone && (
            <Go href="/settings/plan" className={css.plan}>
              <IconSparkles size={14} stroke={2} aria-hidden />
              <span className="sl-hidden">Plan: </span>
              {plan.label}
            </Go>
          )}
          <Button
            size="xs"
            variant={taken ? 'default' : 'primary'}
            leftSection={<IconPlus size={16} stroke={2} />}
            aria-label="New link"
            onClick={() => go('/links/new')}
          >
            {phone ? 'New' : 'New link'}
          </Button>
        </div>
      </div>
      {phone && <Tabs path={path} />}
    </div>
  )
}
