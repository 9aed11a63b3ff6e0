import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import Trash2 from 'lucide-react/icons/trash-2'
import { useId, useState } from 'react'
import { Button, IconButton } from '../../../../web/ui/base/Button.tsx'
import type { Choice } from '../../../../web/ui/form/choices.tsx'
import { MoneyInput, TextInput } from '../../../../web/ui/form/inputs.tsx'
import type { RouteDraft, RouteStep } from '../../shapes.ts'
import { ManyPicker } from '../pickers.tsx'
import { moved, type Names, newStep, withWhen } from './draft.ts'
import { ManySelect } from './ManySelect.tsx'
import { Part } from './Part.tsx'
import { StepRow } from './StepRow.tsx'

export interface Lists {
  categories: readonly Choice[]
  unitKinds: readonly Choice[]
  fundings: readonly Choice[]
}

interface RouteCardProps {
  route: RouteDraft
  place: { index: number; count: number }
  lists: Lists
  names: Names
  /** The trial run takes this one. */
  chosen: boolean
  readOnly: boolean
  onChange: (route: RouteDraft) => void
  onNames: (names: Names) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One route: when it is taken, and the steps one after the other. */
export function RouteCard(props: RouteCardProps) {
  const { route, place, chosen, readOnly, onChange, onMove, onRemove } = props
  const id = useId()
  const setStep = (at: number, step: RouteStep): void =>
    onChange({ ...route, steps: route.steps.map((s, i) => (i === at ? step : s)) })
  return (
    <section className="zw-route" data-chosen={chosen || undefined} aria-label={route.title}>
      <header>
        <span className="zw-route-no">{place.index + 1}</span>
        <TextInput
          id={id}
          value={route.title}
          onChange={title => onChange({ ...route, title })}
          disabled={readOnly}
          maxLength={40}
        />
        {chosen && <span className="zw-route-chosen">试算走这条</span>}
        {!readOnly && (
          <span className="zw-route-tools">
            <IconButton
              label="上移"
              icon={<ArrowUp size={16} aria-hidden />}
              disabled={place.index === 0}
              onClick={() => onMove(-1)}
            />
            <IconButton
              label="下移"
              icon={<ArrowDown size={16} aria-hidden />}
              disabled={place.index === place.count - 1}
              onClick={() => onMove(1)}
            />
            <IconButton
              label={`删去“${route.title}”`}
              icon={<Trash2 size={16} aria-hidden />}
              disabled={place.count === 1}
              onClick={onRemove}
            />
          </span>
        )}
      </header>
      <Conditions {...props} />
      <ol className="zw-route-steps">
        {route.steps.map((step, i) => (
          <StepRow
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name of their own but their place
            key={i}
            step={step}
            names={props.names}
            readOnly={readOnly}
            onNames={props.onNames}
            onChange={next => setStep(i, next)}
            onMove={by => onChange({ ...route, steps: moved(route.steps, i, by) })}
            onRemove={() => onChange({ ...route, steps: route.steps.filter((_, at) => at !== i) })}
            edge={{ first: i === 0, last: i === route.steps.length - 1 }}
          />
        ))}
      </ol>
      {!readOnly && (
        <p className="zw-route-foot">
          <Button kind="quiet" onClick={() => onChange({ ...route, steps: [...route.steps, newStep()] })}>
            加一步
          </Button>
          <label>
            <input
              type="checkbox"
              checked={route.askAgain ?? false}
              onChange={e => onChange({ ...route, askAgain: e.target.checked || undefined })}
            />{' '}
            前面批过的人，后面轮到时再问一遍
          </label>
        </p>
      )}
    </section>
  )
}

function Conditions({ route, place, lists, names, readOnly, onChange, onNames }: RouteCardProps) {
  const set = (change: Partial<RouteDraft['when']>): void => onChange(withWhen(route, change))
  const [more, setMore] = useState(false)
  const { when } = route
  // Most routes go by the amount; the other conditions show once they are set or asked for.
  const shows = (list: readonly string[] | undefined): boolean => more || (list?.length ?? 0) > 0
  const open = Object.keys(when).length === 0
  return (
    <div className="zw-route-when">
      {open && (
        <p className="zw-muted">
          {place.index === place.count - 1
            ? '不带条件：上面都不合的，走这条。'
            : '没有条件：它后面的路线永远用不上。'}
        </p>
      )}
      <Part title="金额从（含）">
        <MoneyInput value={when.minFen} onChange={minFen => set({ minFen })} disabled={readOnly} />
      </Part>
      <Part title="金额到（含）">
        <MoneyInput value={when.maxFen} onChange={maxFen => set({ maxFen })} disabled={readOnly} />
      </Part>
      {lists.categories.length > 0 && shows(when.categories) && (
        <Part title="类别">
          <ManySelect
            value={when.categories ?? []}
            onChange={v => set({ categories: [...v] })}
            options={lists.categories}
            placeholder="不限"
            disabled={readOnly}
          />
        </Part>
      )}
      {shows(when.fundings) && (
        <Part title="经费来源">
          <ManySelect
            value={when.fundings ?? []}
            onChange={v => set({ fundings: [...v] })}
            options={lists.fundings}
            placeholder="不限，可输入"
            free
            disabled={readOnly}
          />
        </Part>
      )}
      {shows(when.unitKinds) && (
        <Part title="哪类部门">
          <ManySelect
            value={when.unitKinds ?? []}
            onChange={v => set({ unitKinds: [...v] })}
            options={lists.unitKinds}
            placeholder="不限"
            disabled={readOnly}
          />
        </Part>
      )}
      {shows(when.unitIds) && (
        <Part title="哪些部门">
          <ManyPicker
            what="units"
            value={(when.unitIds ?? []).map(value => ({ value, label: names[value] ?? '已撤销的部门' }))}
            onChange={v => {
              onNames(Object.fromEntries(v.map(u => [u.value, u.label])))
              set({ unitIds: v.map(u => u.value) })
            }}
            disabled={readOnly}
          />
        </Part>
      )}
      {!readOnly && !more && (
        <Button kind="quiet" onClick={() => setMore(true)}>
          其他条件
        </Button>
      )}
    </div>
  )
}
