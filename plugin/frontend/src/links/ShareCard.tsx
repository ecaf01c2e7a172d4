/** The finished short link, ready to be shared: for everyone, and for contacts the CRM knows. */
import { CopyButton, CopyIcon } from '../look/CopyButton'
import { Panel } from '../look/Panel'
import { useMe } from '../session/me'
import type { Link } from '../session/schemas'
import { forContacts } from './address'
import css from './links.module.css'
import { ShortLink } from './ShortLink'

/** The short link with Copy, and its form for known contacts. */
export function ShareCard({ link }: { link: Link }) {
  const known = forContacts(link.short_url)
  return (
    <Panel bright>
      <div className={css.stackGap}>
        <div>
          <p className="sl-small">Your short link</p>
          <div className={css.shareTop}>
            <span className={css.shareUrl}>
              <ShortLink link={link} />
            </span>
            <CopyButton text={link.short_url} label="Copy short link" />
          </div>
        </div>
        <hr className={css.line} />
        <div>
          <div className={css.shareTop}>
            <p className="sl-h2">For contacts you know</p>
            <CopyIcon text={known} label="Copy link for known contacts" />
          </div>
          <p className={css.shareBox}>{known}</p>
          <p className="sl-cap">
            Use this form in emails and texts that your CRM sends. It fills in who the contact is, so their click can add tags there.
          </p>
        </div>
      </div>
    </Panel>
  )
}

/** What the short link will look like, before it is made. */
export function SharePreview({ slug }: { slug: string }) {
  const { short_domain: domain } = useMe()
  return (
    <Panel bright>
      <p className="sl-small">Your short link will be</p>
      <p className={css.shareUrl}>
        <ShortLink link={{ domain, slug: slug.trim() || '•••••••' }} />
      </p>
      <p className="sl-cap">Create it, then copy it from here.</p>
    </Panel>
  )
}
