/** Rules, and the split of everyone else. */
import type { SectionProps } from '../links/sections'
import { RulesFields } from './RulesFields'
import css from './routing.module.css'
import { SplitFields } from './SplitFields'

/** The fields of "Routing rules". */
export function RoutingFields(props: SectionProps) {
  return (
    <div className={css.stack}>
      <RulesFields {...props} />
      <SplitFields {...props} />
    </div>
  )
}
