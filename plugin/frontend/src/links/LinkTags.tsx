/** A link's tags: two at most, then how many more. */
import { Chip, Chips } from '../look/Chip'
import { useTags } from '../tags/tags'

/** Chips of the tags with these ids. */
export function LinkTags({ ids, most = 2 }: { ids: readonly string[]; most?: number }) {
  const tags = useTags().data ?? []
  const worn = tags.filter(({ id }) => ids.includes(id))
  const more = worn.slice(most).map(({ name }) => name)
  return (
    <Chips>
      {worn.slice(0, most).map((tag) => (
        <Chip key={tag.id} hue={tag.color}>
          {tag.name}
        </Chip>
      ))}
      {more.length > 0 && (
        <span title={more.join(', ')}>
          <Chip>+{more.length}</Chip>
        </span>
      )}
    </Chips>
  )
}
