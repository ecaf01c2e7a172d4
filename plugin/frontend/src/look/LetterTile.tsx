/** A square with the first letter of a name, in the hue of that name. */
import { hueClass, hueOf } from './hues'
import css from './look.module.css'

/** Decoration beside a name; screen readers hear the name alone. */
export function LetterTile({ name, large }: { name: string; large?: boolean }) {
  const letter = (Array.from(name.trim())[0] ?? '?').toUpperCase()
  return (
    <span className={`${css.tile} ${hueClass(hueOf(name))}`} data-size={large ? 'lg' : undefined} aria-hidden>
      {letter}
    </span>
  )
}
