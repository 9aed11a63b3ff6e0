import X from 'lucide-react/icons/x'
import { call } from '../../../web/api.ts'
import { IconButton } from '../../../web/ui/base/Button.tsx'
import { type Choice, Finder } from '../../../web/ui/form/choices.tsx'
import type { ControlProps } from '../../../web/ui/form/inputs.tsx'
import { approval } from '../contract.ts'

const choicesOf = (rows: readonly { id: string; name: string; detail: string }[]): Choice[] =>
  rows.map(row => ({ value: row.id, label: row.name, note: row.detail }))

/** Those who can sign in and so decide something. */
export const searchApprovers = async (q: string): Promise<Choice[]> =>
  choicesOf((await call(approval.people, { q })).rows)

const searchUnits = async (q: string): Promise<Choice[]> =>
  choicesOf((await call(approval.units, { q })).rows)

export const UnitFinder = (props: ControlProps<Choice | undefined>) => (
  <Finder placeholder="部门、班级，或拼音首字母" search={searchUnits} {...props} />
)

export const ApproverFinder = (props: ControlProps<Choice | undefined>) => (
  <Finder placeholder="姓名、拼音首字母" search={searchApprovers} {...props} />
)

interface ManyProps extends ControlProps<readonly Choice[]> {
  what: 'persons' | 'units'
}

/** Several persons or units, in their order; the finder adds one more. */
export function ManyPicker({ value, onChange, what, ...rest }: ManyProps) {
  const add = (choice: Choice | undefined): void => {
    if (choice && !value.some(v => v.value === choice.value)) onChange([...value, choice])
  }
  const Find = what === 'persons' ? ApproverFinder : UnitFinder
  return (
    <div>
      {value.length > 0 && (
        <ul className="zw-people-chosen">
          {value.map(v => (
            <li key={v.value}>
              {v.label}
              <IconButton
                label={`去掉${v.label}`}
                icon={<X size={14} aria-hidden />}
                onClick={() => onChange(value.filter(o => o.value !== v.value))}
              />
            </li>
          ))}
        </ul>
      )}
      <Find {...rest} value={undefined} onChange={add} />
    </div>
  )
}
