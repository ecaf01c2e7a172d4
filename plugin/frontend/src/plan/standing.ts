/** How an account stands with its plan, in a word and a line. */
import { day } from '../look/dates'
import { whole } from '../look/numbers'
import type { Plan, PlanOnOffer } from '../session/schemas'

/** A status for the dot, its word, and what there is to say beside it. */
export interface Standing {
  status: 'active' | 'scheduled' | 'paused' | 'failed'
  word: string
  line: string
}

/** The account's standing at `now`, its dates in `zone`. */
export function standingOf(plan: Plan, zone: string, now = new Date()): Standing {
  if (plan.lapsed) return { status: 'failed', word: 'Payment due', line: 'Your links keep working.' }
  if (plan.grace_until) return { status: 'paused', word: 'Payment due', line: `All goes on until ${day(plan.grace_until, zone, now)}` }
  if (plan.trial_ends_at && new Date(plan.trial_ends_at) > now) {
    return { status: 'scheduled', word: 'Trial', line: `Until ${day(plan.trial_ends_at, zone, now)}` }
  }
  return { status: 'active', word: 'Active', line: 'Your CRM bills it' }
}

/** How many active links are left, or that all that there are go on. */
export function leftOf({ limits, used, label }: Plan): string {
  const limit = limits.active_links
  if (limit === null) return 'No limit'
  if (used.active_links < limit) return `${whole(limit - used.active_links)} left`
  return `You have used all your ${label} links. All ${whole(used.active_links)} keep working.`
}

/** Whether `other` stands above the account's plan on a list from the smallest to the largest. */
export function isLarger(other: PlanOnOffer, plan: Plan, plans: readonly PlanOnOffer[]): boolean {
  const place = (name: string) => plans.findIndex((one) => one.name === name)
  return place(other.name) > place(plan.name)
}

/** What a move to `other` does to what there is. */
export function effectOf(other: PlanOnOffer, larger: boolean): string {
  if (larger) return `${other.label} switches on by itself. Nothing is lost.`
  return `${other.label} switches on by itself. Links and passwords go on, paid rules rest.`
}
