/** Where the visitor is. */
import { MultiSelect, TagsInput } from '@mantine/core'
import { IconWorld } from '@tabler/icons-react'

import { countryName } from '../../reports/names'
import { COUNTRIES } from '../countries'
import { listed, type FieldsProps, type Kind, type Of } from './kind'

function Fields({ value, edit, fault }: FieldsProps<Of<'country'>>) {
  return (
    <>
      <MultiSelect
        label="Countries"
        data={COUNTRIES}
        searchable
        hidePickedOptions
        limit={60}
        placeholder={value.countries.length === 0 ? 'Find a country' : undefined}
        nothingFoundMessage="No country has this name"
        value={value.countries}
        error={fault('countries')}
        onChange={(countries) => edit({ countries })}
      />
      <TagsInput
        label="Regions"
        placeholder={value.regions?.length ? undefined : 'Optional, for example US-CA'}
        acceptValueOnBlur
        value={value.regions ?? []}
        error={fault('regions')}
        onChange={(regions) => edit({ regions })}
      />
      <TagsInput
        label="Cities"
        placeholder={value.cities?.length ? undefined : 'Optional, for example Austin'}
        acceptValueOnBlur
        value={value.cities ?? []}
        error={fault('cities')}
        onChange={(cities) => edit({ cities })}
      />
    </>
  )
}

/** The kind "Country". */
export const country: Kind<Of<'country'>> = {
  kind: 'country',
  label: 'Country',
  icon: IconWorld,
  feature: 'country_rules',
  fields: ['countries', 'regions', 'cities'],
  blank: () => ({ kind: 'country', countries: [] }),
  told: ({ countries, cities = [], regions = [] }) => {
    const narrower = [...cities, ...regions]
    return `Country is ${listed(countries, countryName)}${narrower.length > 0 ? `, in ${listed(narrower)}` : ''}`
  },
  Fields,
}
