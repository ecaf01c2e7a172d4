/** Where the link goes, its short form, and how staff recognize it. */
import { Input, MultiSelect, Pill, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'

import { useCampaigns } from '../campaigns/campaigns'
import { ClickIdField } from '../conversions/ClickIdField'
import { AmazonFields } from '../kinds/AmazonFields'
import { CardFields } from '../kinds/CardFields'
import { kindName, KINDS } from '../kinds/kinds'
import { Chip } from '../look/Chip'
import { fieldFault } from '../look/Fault'
import { hueClass } from '../look/hues'
import { counted } from '../look/numbers'
import { MethodFields } from '../routing/MethodFields'
import { UtmFields } from '../routing/UtmFields'
import { ApiError, faultAt } from '../session/errors'
import type { LinkKind } from '../session/link'
import { useMe } from '../session/me'
import type { Link } from '../session/schemas'
import { useTags } from '../tags/tags'
import css from './editor.module.css'
import { Fold } from './Fold'
import type { SectionProps } from './sections'
import { ShortLink } from './ShortLink'

function slugFault({ error, edit }: SectionProps) {
  const words = faultAt(error, 'slug')
  const free = error instanceof ApiError ? error.suggestion : null
  return fieldFault(
    words && free ? (
      <>
        {words}{' '}
        <button type="button" className={css.suggestion} onClick={() => edit({ slug: free })}>
          Use {free}
        </button>
      </>
    ) : (
      words
    ),
  )
}

function OwnSlug(props: SectionProps) {
  const { short_domain: domain } = useMe()
  return (
    <TextInput
      label="Short link"
      description="Leave it blank and we make one. It cannot change later."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder="your-own-ending"
      autoCapitalize="none"
      spellCheck={false}
      leftSection={<span className={css.pre}>{domain}/</span>}
      leftSectionWidth={domain.length * 7.6 + 24}
      value={props.draft.slug}
      error={slugFault(props)}
      onChange={(event) => props.edit({ slug: event.currentTarget.value })}
    />
  )
}

function FixedSlug({ link }: { link: Link }) {
  return (
    <Input.Wrapper label="Short link" labelElement="div" description="It never changes, so shared copies keep working." inputWrapperOrder={['label', 'input', 'description']}>
      <div className={css.fixed}>
        <IconLock size={14} stroke={2} color="var(--sl-ink-3)" aria-hidden />
        <ShortLink link={link} />
      </div>
    </Input.Wrapper>
  )
}

function TagsField({ draft, edit, error }: SectionProps) {
  const tags = useTags().data ?? []
  return (
    <MultiSelect
      label="Tags"
      description={tags.length === 0 ? 'Add tags under Settings to sort your links.' : undefined}
      placeholder={draft.tags.length === 0 ? 'Add a tag' : undefined}
      data={tags.map(({ id, name }) => ({ value: id, label: name }))}
      value={draft.tags}
      searchable
      hidePickedOptions
      error={fieldFault(faultAt(error, 'tags'))}
      onChange={(chosen) => edit({ tags: chosen })}
      renderPill={({ value, onRemove }) => {
        const tag = tags.find(({ id }) => id === value)
        return (
          <Pill withRemoveButton onRemove={onRemove} className={`${css.tagPill} ${hueClass(tag?.color ?? '')}`}>
            {tag?.name ?? 'Tag'}
          </Pill>
        )
      }}
      renderOption={({ option }) => <Chip hue={tags.find(({ id }) => id === option.value)?.color}>{option.label}</Chip>}
    />
  )
}

function CampaignField({ draft, edit, error }: SectionProps) {
  const campaigns = useCampaigns().data ?? []
  return (
    <Select
      label="Campaign"
      placeholder="None"
      clearable
      data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
      value={draft.campaign}
      error={fieldFault(faultAt(error, 'campaign_id'))}
      onChange={(campaign) => edit({ campaign })}
    />
  )
}

function DestinationField({ draft, edit, error }: SectionProps) {
  return (
    <TextInput
      className={css.wide}
      label="Destination"
      placeholder="https://"
      inputMode="url"
      autoCapitalize="none"
      spellCheck={false}
      data-autofocus
      value={draft.destination}
      error={fieldFault(faultAt(error, 'destination'))}
      onChange={(event) => edit({ destination: event.currentTarget.value })}
    />
  )
}

function KindField({ draft, edit, error, link }: SectionProps) {
  if (link) return link.kind === 'redirect' ? null : <p className={`sl-small ${css.wide}`}>This link is a {kindName(link.kind).toLowerCase()}.</p>
  return (
    <Input.Wrapper className={css.wide} error={fieldFault(faultAt(error, 'kind'))}>
      <SegmentedControl
        size="xs"
        aria-label="What the link is"
        data={KINDS}
        value={draft.kind}
        onChange={(kind) => edit({ kind: kind as LinkKind })}
      />
    </Input.Wrapper>
  )
}

function More(props: SectionProps) {
  const { draft, error } = props
  const tags = Object.values(draft.utm).filter((value) => value?.trim()).length
  return (
    <div className={css.wide}>
      <Fold title="UTM tags" told={tags > 0 ? counted(tags, 'tag') : draft.forward ? 'Passed on' : null} fields={['utm', 'forward_params']} error={error}>
        <UtmFields {...props} />
      </Fold>
      <Fold title="Conversions" told={draft.appendClickId ? 'Click id added' : null} fields={['append_click_id']} error={error}>
        <ClickIdField {...props} />
      </Fold>
      <Fold title="Redirect method" told={draft.status === 302 ? null : String(draft.status)} fields={['redirect_status']} error={error}>
        <MethodFields {...props} />
      </Fold>
    </div>
  )
}

/** The fields of "Destination". */
export function DestinationFields(props: SectionProps) {
  const { draft, edit, error, link } = props
  return (
    <div className={css.pair}>
      <KindField {...props} />
      {draft.kind === 'redirect' && <DestinationField {...props} />}
      {draft.kind === 'vcard' && <CardFields {...props} />}
      {draft.kind === 'amazon' && <AmazonFields {...props} />}
      {link ? <FixedSlug link={link} /> : <OwnSlug {...props} />}
      <TextInput
        label="Name"
        description="Only your team sees this."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.title}
        error={fieldFault(faultAt(error, 'title'))}
        onChange={(event) => edit({ title: event.currentTarget.value })}
      />
      <TagsField {...props} />
      <CampaignField {...props} />
      {draft.kind !== 'vcard' && <More {...props} />}
    </div>
  )
}
