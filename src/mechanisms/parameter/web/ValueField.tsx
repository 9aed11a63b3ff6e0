import Plus from 'lucide-react/icons/plus'
import Trash2 from 'lucide-react/icons/trash-2'
import { useId } from 'react'
import { Button, IconButton } from '../../../web/ui/base/Button.tsx'
import { ChoiceInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { NumberInput, TextInput } from '../../../web/ui/form/inputs.tsx'
import { emptyValue, unwrapNull, type ValueSchema } from './value-words.ts'

interface ValueFieldProps {
  schema: ValueSchema
  label: string
  unit?: string
  value: unknown
  onChange: (value: unknown) => void
}

/** A form for whatever a parameter's schema describes. */
export function ValueField({ schema, label, unit, value, onChange }: ValueFieldProps) {
  const { inner, nullable } = unwrapNull(schema)
  if (inner.properties) return <ObjectFields schema={inner} value={value} onChange={onChange} />
  if (inner.type === 'array')
    return <ListFields schema={inner} label={label} value={value} onChange={onChange} />
  return (
    <ScalarField
      schema={inner}
      nullable={nullable}
      label={label}
      unit={unit ?? ''}
      value={value}
      onChange={onChange}
    />
  )
}

type Inner = Pick<ValueFieldProps, 'schema' | 'value' | 'onChange'>

function ObjectFields({ schema, value, onChange }: Inner) {
  const fields = (value ?? {}) as Record<string, unknown>
  return (
    <>
      {Object.entries(schema.properties ?? {}).map(([key, field]) => (
        <ValueField
          key={key}
          schema={field}
          label={field.title ?? key}
          value={fields[key]}
          onChange={next => onChange({ ...fields, [key]: next })}
        />
      ))}
    </>
  )
}

function ListFields({ schema, label, value, onChange }: Inner & { label: string }) {
  const items = Array.isArray(value) ? (value as unknown[]) : []
  const item = schema.items ?? {}
  return (
    <fieldset className="zw-value-list">
      <legend>{label}</legend>
      {items.map((entry, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
        <div key={at}>
          <div>
            <ValueField
              schema={item}
              label={`第 ${at + 1} 项`}
              value={entry}
              onChange={next => onChange(items.map((old, i) => (i === at ? next : old)))}
            />
          </div>
          <IconButton
            label={`去掉第 ${at + 1} 项`}
            icon={<Trash2 size={16} aria-hidden />}
            onClick={() => onChange(items.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <Button icon={<Plus aria-hidden />} onClick={() => onChange([...items, emptyValue(item)])}>
        加一项
      </Button>
    </fieldset>
  )
}

interface ScalarProps extends Inner {
  nullable: boolean
  label: string
  unit: string
}

function ScalarField({ schema, nullable, label, unit, value, onChange }: ScalarProps) {
  const id = useId()
  return (
    <Field id={id} label={label} optional={nullable} hint={rangeOf(schema, unit)}>
      {inputFor(schema, unit, value, onChange)}
    </Field>
  )
}

function inputFor(schema: ValueSchema, unit: string, value: unknown, onChange: (value: unknown) => void) {
  if (schema.enum)
    return (
      <ChoiceInput
        value={value === undefined || value === null ? undefined : String(value)}
        onChange={onChange}
        options={schema.enum.map(option => ({
          value: String(option),
          label: schema.labels?.[option] ?? String(option),
        }))}
      />
    )
  if (schema.type === 'boolean')
    return (
      <ChoiceInput
        value={value === true ? 'yes' : 'no'}
        onChange={next => onChange(next === 'yes')}
        options={[
          { value: 'yes', label: '是' },
          { value: 'no', label: '否' },
        ]}
      />
    )
  if (schema.type === 'integer' || schema.type === 'number')
    return (
      <NumberInput
        value={typeof value === 'number' ? value : undefined}
        onChange={next => onChange(next ?? null)}
        unit={unit}
        decimals={schema.type === 'integer' ? 0 : 2}
      />
    )
  return <TextInput value={String(value ?? '')} onChange={onChange} />
}

/** Bounds that were meant, not those of the number format. */
function rangeOf({ type, minimum, maximum }: ValueSchema, unit: string): string | undefined {
  if (type !== 'integer' && type !== 'number') return undefined
  if (minimum === undefined || maximum === undefined || maximum > 1_000_000_000) return undefined
  return `${minimum} 到 ${maximum}${unit ? ` ${unit}` : ''}`
}
