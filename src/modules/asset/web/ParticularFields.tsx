import { DayInput, Field, NumberInput, TextInput } from '../../../web/ui/index.ts'
import { type CategoryCode, fitting, type Particulars, particularsOf } from '../rules.ts'

/** Houses and land have an area and a title, vehicles a plate and an insurance; other things have none of it. */
export function ParticularFields({
  category,
  value,
  onChange,
}: {
  category: CategoryCode | null | undefined
  value: Particulars
  onChange: (value: Particulars) => void
}) {
  return particularsOf(category).map(({ key, title, kind, max, example }) => {
    const id = `particular-${key}`
    const set = (next: string | number | undefined): void => onChange({ ...value, [key]: next })
    return (
      <Field key={key} id={id} label={title} optional>
        {kind === 'area' ? (
          <NumberInput id={id} unit="平方米" min={0} decimals={2} value={value.areaM2} onChange={set} />
        ) : kind === 'day' ? (
          <DayInput id={id} value={value[key] as string | undefined} onChange={set} />
        ) : (
          <TextInput
            id={id}
            value={(value[key] as string | undefined) ?? ''}
            onChange={set}
            maxLength={max ?? 60}
            {...(example ? { placeholder: example } : {})}
          />
        )}
      </Field>
    )
  })
}

/** As it is sent: what is empty or does not belong to the category stays out. */
export const particularsToSend = (
  category: CategoryCode | null | undefined,
  value: Particulars,
): Particulars => (category ? fitting(category, value) : {})
