/** The menu of conditions; what the plan does not have is told, not hidden. */
import { Button, Menu } from '@mantine/core'
import { IconLock, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'

import { Locked } from '../plan/Locked'
import { useMe } from '../session/me'
import type { Condition } from '../session/link'
import { CONDITIONS, kindOf } from './conditions'
import type { Kind } from './conditions/kind'
import css from './routing.module.css'

const GIVES: Record<string, string> = {
  country_rules: 'Send people by where they are',
  device_rules: 'Send people by their device',
}

function Wanted({ kind, blank }: { kind: Kind; blank: Condition }) {
  const { Fields, feature } = kind
  if (!feature) return null
  return (
    <Locked feature={feature} gives={GIVES[feature] ?? kind.label}>
      <div className={css.conditionFields}>
        <Fields value={blank} edit={() => undefined} fault={() => null} />
      </div>
    </Locked>
  )
}

/** "Add a condition", and where a larger plan is needed, what that would give. */
export function AddCondition({ label, add }: { label: string; add: (condition: Condition) => void }) {
  const { plan, location } = useMe()
  const [wanted, setWanted] = useState<Condition | null>(null)
  const choose = (blank: Condition, locked: boolean) => {
    setWanted(locked ? blank : null)
    if (!locked) add(blank)
  }
  return (
    <>
      <div>
        <Menu position="bottom-start" width={240}>
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<IconPlus size={16} stroke={2} />}>
              {label}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {CONDITIONS.map(({ kind, label: name, icon: Mark, feature, blank }) => {
              const locked = feature !== null && !plan.features.includes(feature)
              return (
                <Menu.Item
                  key={kind}
                  leftSection={<Mark size={16} stroke={1.75} />}
                  rightSection={locked ? <IconLock size={14} stroke={2} aria-label="With Pro" /> : undefined}
                  onClick={() => choose(blank(location.timezone), locked)}
                >
                  {name}
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
      </div>
      {wanted && <Wanted kind={kindOf(wanted)} blank={wanted} />}
    </>
  )
}
