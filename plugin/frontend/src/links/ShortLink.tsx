/** A short link in one line: the domain quiet, the part that matters in ink. */
import css from '../look/look.module.css'
import type { Link } from '../session/schemas'

/** "go.brightside.fit/**summer**" */
export function ShortLink({ link }: { link: Pick<Link, 'domain' | 'slug'> }) {
  return (
    <span className={css.slug}>
      <span>{link.domain}</span>/<b>{link.slug}</b>
    </span>
  )
}
