/** A company's accounts as a table; on phones as a list. Each opens. */
import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'

import { Chip } from '../look/Chip'
import { LetterTile } from '../look/LetterTile'
import { counted, whole } from '../look/numbers'
import { StatusDot } from '../look/StatusDot'
import { useWidth } from '../look/width'
import { useEnter } from '../session/opened'
import type { Account } from '../session/schemas'
import { accountName, planLabel, stateOf } from './accounts'
import css from './company.module.css'

interface RowProps {
  account: Account
  open: (id: string) => void
}

function Name({ account, open }: RowProps) {
  return (
    <UnstyledButton className={css.name} aria-label={`Open ${accountName(account)}`} onClick={() => open(account.id)}>
      {accountName(account)}
    </UnstyledButton>
  )
}

function State({ account }: { account: Account }) {
  const [status, word] = stateOf(account)
  return <StatusDot status={status}>{word}</StatusDot>
}

function Row({ account, open }: RowProps) {
  return (
    <tr>
      <td>
        <div className={css.first}>
          <LetterTile name={accountName(account)} />
          <Name account={account} open={open} />
        </div>
      </td>
      <td>
        <Chip hue={account.plan === 'pro' ? 'indigo' : undefined}>{planLabel(account.plan)}</Chip>
      </td>
      <td className={css.right}>{whole(account.links)}</td>
      <td className={css.right}>
        <b>{whole(account.clicks_30_days)}</b>
      </td>
      <td className={css.right}>{whole(account.clicks)}</td>
      <td>
        <State account={account} />
      </td>
      <td className={css.right}>
        <IconChevronRight size={16} stroke={1.75} color="var(--sl-ink-3)" display="block" aria-hidden />
      </td>
    </tr>
  )
}

function Item({ account, open }: RowProps) {
  return (
    <li className={css.item}>
      <LetterTile name={accountName(account)} />
      <div className="sl-grow">
        <Name account={account} open={open} />
        <p className="sl-cap">{`${planLabel(account.plan)} · ${counted(account.links, 'link')}`}</p>
        <State account={account} />
      </div>
      <span className={css.side}>
        <b>{whole(account.clicks_30_days)}</b>
        <span className="sl-cap">in 30 days</span>
      </span>
    </li>
  )
}

/** The accounts in the shape that the frame has room for. */
export function AccountsTable({ accounts }: { accounts: readonly Account[] }) {
  const enter = useEnter()
  const open = (id: string) => enter.mutate(id)
  if (useWidth() === 'phone') {
    return (
      <ul aria-label="Accounts" aria-busy={enter.isPending}>
        {accounts.map((account) => (
          <Item key={account.id} account={account} open={open} />
        ))}
      </ul>
    )
  }
  return (
    <table className={css.table} aria-label="Accounts" aria-busy={enter.isPending}>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">Plan</th>
          <th scope="col" className={css.right}>Links</th>
          <th scope="col" className={css.right}>Clicks, 30 days</th>
          <th scope="col" className={css.right}>All clicks</th>
          <th scope="col">Health</th>
          <th scope="col"><span className="sl-hidden">Open</span></th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <Row key={account.id} account={account} open={open} />
        ))}
      </tbody>
    </table>
  )
}
