/** Where the link goes, its short form, and how staff recognize it. */
import { Input, MultiSelect, Pill, Select, TextInput } from '@mantine/core'
import { IconLink, IconLock } from '@tabler/icons-react'

import { useCampaigns } from '../campaigns/campaigns'
import { Chip } from '../look/Chip'
import { fieldFault } from '../look/Fault'
import { hueClass } from '../look/hues'
import { ApiError, faultAt } from '../session/errors'
import { useMe } from '../session/me'
import type { Link } from '../session/schemas'
import { useTags } from '../tags/tags'
import type { SectionProps } from './LinkEditor'
import css from './links.module.css'
import { Section } from './Section'
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

/** The card "Destination". */
export function DestinationSection({ link, ...props }: SectionProps & { link?: Link }) {
  const { draft, edit, error } = props
  return (
    <Section icon={IconLink} title="Destination" sub="Where the link goes, and how you recognize it later.">
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
    </Section>
  )
}
