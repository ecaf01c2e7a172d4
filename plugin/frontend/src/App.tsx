/** The dashboard: look, data and routes around its screens. */
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'

import { CompanyScreen } from './company/CompanyScreen'
import { Notices } from './frame/Notices'
import { Screens } from './frame/Screens'
import { TopNav } from './frame/TopNav'
import { FiltersProvider } from './links/filters'
import { theme } from './look/theme'
import { publishTokens } from './look/tokens'
import { useWidth } from './look/width'
import { PeriodProvider } from './reports/period'
import { styleNonce } from './session/config'
import { ApiError } from './session/errors'
import { NoParent } from './session/handshake'
import { SessionGate } from './session/SessionGate'

function worthRetrying(failures: number, error: Error): boolean {
  if (error instanceof NoParent) return false
  // What was too slow to count would be as slow again, and hold up others meanwhile.
  if (error instanceof ApiError && error.code === 'report_too_slow') return false
  const passing = !(error instanceof ApiError) || error.status === 0 || error.status >= 500
  return passing && failures < 2
}

const client = new QueryClient({ defaultOptions: { queries: { retry: worthRetrying, staleTime: 2_000 } } })

function Toasts() {
  const phone = useWidth() === 'phone'
  return <Notifications position={phone ? 'top-center' : 'bottom-right'} autoClose={4_000} containerWidth={380} />
}

/** Everything, from the providers down. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={publishTokens} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={client}>
        {/* oxlint-disable-next-line react/hooks -- wouter takes the place to look at as a hook */}
        <Router hook={useHashLocation}>
          <Toasts />
          <SessionGate Company={CompanyScreen}>
            <PeriodProvider>
              <FiltersProvider>
                <TopNav />
                <Notices />
                <Screens />
              </FiltersProvider>
            </PeriodProvider>
          </SessionGate>
        </Router>
      </QueryClientProvider>
    </MantineProvider>
  )
}
