/** How the account shows itself to visitors: name, logo, color. */
import { Button, ColorInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'

import { fieldFault, FormFault } from '../look/Fault'
import { Panel } from '../look/Panel'
import { CouldNotLoad } from '../look/StatePanel'
import { toast } from '../look/toast'
import { apiCall } from '../session/api'
import { faultAt, faultBeside } from '../session/errors'
import type { Brand } from '../session/schemas'
import css from './brand.module.css'

const FIELDS = ['name', 'logo_url', 'colors', 'colors.primary', 'primary']
const SWATCHES = ['#4f46e5', '#7c3aed', '#c026d3', '#0f766e', '#0284c7', '#d97706', '#e11d48', '#18181b']

function useSaveBrand() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Brand) => apiCall<Brand>('PUT', '/brand', { body }),
    onSuccess: (brand) => {
      client.setQueryData(['brand'], brand)
      toast('Saved')
      return client.invalidateQueries({ queryKey: ['me'] })
    },
  })
}

function Color({ value, error, onChange }: { value: string; error: unknown; onChange: (value: string) => void }) {
  const fault = ['colors.primary', 'colors', 'primary'].map((field) => faultAt(error, field)).find(Boolean)
  return (
    <ColorInput
      label="Color"
      format="hex"
      withEyeDropper={false}
      swatches={SWATCHES}
      popoverProps={{ position: 'right-start' }}
      value={value}
      error={fieldFault(fault)}
      onChange={onChange}
    />
  )
}

function BrandForm({ brand }: { brand: Brand }) {
  const [name, setName] = useState(brand.name)
  const [logo, setLogo] = useState(brand.logo_url ?? '')
  const [primary, setPrimary] = useState(brand.colors.primary)
  const save = useSaveBrand()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ name: name.trim(), logo_url: logo.trim() || null, colors: { ...brand.colors, primary } })
  }
  return (
    <form onSubmit={submit} className={css.form} noValidate aria-label="Brand">
      <FormFault words={faultBeside(save.error, FIELDS)} />
      <TextInput label="Name" value={name} error={fieldFault(faultAt(save.error, 'name'))} onChange={(e) => setName(e.currentTarget.value)} />
      <TextInput
        label="Logo address"
        description="A picture on the web. Leave it blank to show the name alone."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder="https://"
        inputMode="url"
        value={logo}
        error={fieldFault(faultAt(save.error, 'logo_url'))}
        onChange={(event) => setLogo(event.currentTarget.value)}
      />
      <Color value={primary} error={save.error} onChange={setPrimary} />
      <div>
        <Button type="submit" variant="solid" loading={save.isPending}>
          Save brand
        </Button>
      </div>
    </form>
  )
}

/** The settings tab "Brand". */
export function BrandSettings() {
  const { data, error, refetch } = useQuery({ queryKey: ['brand'], queryFn: () => apiCall<Brand>('GET', '/brand') })
  return (
    <Panel title="Brand">
      <p className={`sl-small ${css.intro}`}>Visitors meet it on the pages that your short links show. They wear your colors, not ours.</p>
      {error && !data && <CouldNotLoad what="your brand" error={error} retry={() => void refetch()} />}
      {data && <BrandForm brand={data} />}
    </Panel>
  )
}
