import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import Trash2 from 'lucide-react/icons/trash-2'
import { ROLES, type RoleCode } from '../../../../kernel/pure/roles.ts'
import { IconButton } from '../../../../web/ui/base/Button.tsx'
import { type Choice, SelectInput } from '../../../../web/ui/form/choices.tsx'
import { NumberInput, TextInput } from '../../../../web/ui/form/inputs.tsx'
import { MODE_HINTS, MODES, type Mode } from '../../machine.ts'
import type { By, RouteStep } from '../../shapes.ts'
import { ManyPicker } from '../pickers.tsx'
import type { Names } from './draft.ts'
import { ManySelect } from './ManySelect.tsx'
import { Part } from './Part.tsx'

const ROLE_CHOICES: readonly Choice[] = Object.entries(ROLES).map(([value, label]) => ({ value, label }))
const MODE_CHOICES: readonly Choice[] = Object.entries(MODES).map(([value, label]) => ({
  value,
  label,
  note: MODE_HINTS[value as Mode],
}))
const HEAD = 'head'
const PERSONS = 'persons'
const BY_CHOICES: readonly Choice[] = [
  { value: HEAD, label: '申请部门负责人' },
  { value: PERSONS, label: '指定的人' },
  ...ROLE_CHOICES,
]

interface StepRowProps {
  step: RouteStep
  names: Names
  readOnly: boolean
  edge: { first: boolean; last: boolean }
  onChange: (step: RouteStep) => void
  onNames: (names: Names) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One step: its name, who signs, how many of them, within what time, who is told. */
export function StepRow({ step, names, readOnly, edge, onChange, onNames, onMove, onRemove }: StepRowProps) {
  const set = (change: Partial<RouteStep>): void => onChange({ ...step, ...change })
  const by = byKey(step.by)
  return (
    <li>
      <Part title="步骤">
        <TextInput value={step.title} onChange={title => set({ title })} disabled={readOnly} maxLength={30} />
      </Part>
      <Part
        title="谁批"
        note={
          'personIds' in step.by && (
            <ManyPicker
              what="persons"
              value={step.by.personIds.map(value => ({ value, label: names[value] ?? '已离岗的人' }))}
              disabled={readOnly}
              onChange={v => {
                onNames(Object.fromEntries(v.map(p => [p.value, p.label])))
                set({ by: { personIds: v.map(p => p.value) } })
              }}
            />
          )
        }
      >
        <SelectInput
          value={by}
          options={BY_CHOICES}
          disabled={readOnly}
          onChange={key => key && set(changeBy(step, key))}
        />
      </Part>
      <Part title="几个人时">
        <SelectInput
          value={step.mode}
          options={MODE_CHOICES}
          disabled={readOnly}
          onChange={mode => mode && set({ mode: mode as Mode })}
        />
      </Part>
      <Part title="时限">
        <NumberInput
          unit="小时"
          value={step.timeoutHours}
          disabled={readOnly}
          min={1}
          max={2000}
          onChange={timeoutHours => set({ timeoutHours })}
        />
      </Part>
      <Part title="通过后抄送">
        <ManySelect
          value={step.cc?.roles ?? []}
          options={ROLE_CHOICES}
          placeholder="不抄送"
          disabled={readOnly}
          onChange={roles => set({ cc: roles.length > 0 ? { roles: roles as RoleCode[] } : undefined })}
        />
      </Part>
      {!readOnly && (
        <span className="zw-route-tools">
          <IconButton
            label="上移这一步"
            icon={<ArrowUp size={16} aria-hidden />}
            disabled={edge.first}
            onClick={() => onMove(-1)}
          />
          <IconButton
            label="下移这一步"
            icon={<ArrowDown size={16} aria-hidden />}
            disabled={edge.last}
            onClick={() => onMove(1)}
          />
          <IconButton
            label={`删去“${step.title}”`}
            icon={<Trash2 size={16} aria-hidden />}
            disabled={edge.first && edge.last}
            onClick={onRemove}
          />
        </span>
      )}
    </li>
  )
}

const byKey = (by: By): string => ('role' in by ? by.role : 'personIds' in by ? PERSONS : HEAD)

/** The step's name follows its signer as long as nobody has given it another. */
function changeBy(step: RouteStep, key: string): Partial<RouteStep> {
  const by: By =
    key === HEAD
      ? { headOfAskersUnit: true }
      : key === PERSONS
        ? { personIds: [] }
        : { role: key as RoleCode }
  const named = step.title === defaultTitle(byKey(step.by))
  return named ? { by, title: defaultTitle(key) } : { by }
}

const defaultTitle = (key: string): string =>
  key === HEAD ? '部门负责人审批' : key === PERSONS ? '会审' : `${ROLES[key as RoleCode]}审批`
