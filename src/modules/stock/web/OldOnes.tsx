import { ChoiceInput, Field, TextInput } from '../../../web/ui/index.ts'

export interface OldAnswer {
  back?: boolean
  note: string
}

const ANSWERS = [
  { value: 'yes', label: '旧的已交回' },
  { value: 'no', label: '没有交回' },
]

/** Whether the old one came back, and why not. */
export function OldOne(props: {
  id: string
  value: OldAnswer | undefined
  onChange: (answer: OldAnswer) => void
}) {
  const { id, value, onChange } = props
  const chosen = value?.back === undefined ? undefined : value.back ? 'yes' : 'no'
  return (
    <>
      <ChoiceInput
        id={`old${id}`}
        value={chosen}
        onChange={answer => onChange({ note: value?.note ?? '', back: answer === 'yes' })}
        options={ANSWERS}
      />
      {chosen === 'no' && (
        <div className="zw-form">
          <div className="zw-form-fields">
            <Field label="为什么没有交回" id={`why${id}`}>
              <TextInput
                id={`why${id}`}
                value={value?.note ?? ''}
                maxLength={60}
                placeholder="新增的教室，没有旧的"
                onChange={note => onChange({ back: false, note })}
              />
            </Field>
          </div>
        </div>
      )}
    </>
  )
}
