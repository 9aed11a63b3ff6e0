import ChevronRight from 'lucide-react/icons/chevron-right'
import { useState } from 'react'
import { Empty } from '../../../../web/ui/feedback/Notices.tsx'
import { UNIT_KINDS } from '../../../org/rules.ts'
import type { UnitRow } from './Units.tsx'

interface UnitTreeProps {
  /** Each after its parent. */
  units: readonly UnitRow[]
  current: string | undefined
  onOpen: (id: string) => void
}

/** The tree as a ruled list: what stands under what, who heads it, how many people. */
export function UnitTree({ units, current, onOpen }: UnitTreeProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  if (units.length === 0) return <Empty title="那一天还没有登记任何单位" />
  const depth = new Map<string, number>()
  const hidden = new Set<string>()
  for (const unit of units) {
    depth.set(unit.id, (depth.get(unit.parentId ?? '') ?? -1) + 1)
    if (unit.parentId && (hidden.has(unit.parentId) || folded.has(unit.parentId))) hidden.add(unit.id)
  }
  const parents = new Set(units.map(unit => unit.parentId))
  const fold = (id: string): void =>
    setFolded(now => (now.has(id) ? new Set([...now].filter(other => other !== id)) : new Set([...now, id])))
  return (
    <div className="zw-units" role="tree" aria-label="组织">
      <div className="zw-units-head" aria-hidden>
        <span>单位</span>
        <span>类别</span>
        <span>负责人</span>
        <span>人数</span>
      </div>
      {units
        .filter(unit => !hidden.has(unit.id))
        .map(unit => (
          <UnitLine
            key={unit.id}
            unit={unit}
            depth={depth.get(unit.id) ?? 0}
            open={parents.has(unit.id) ? !folded.has(unit.id) : undefined}
            current={unit.id === current}
            onFold={() => fold(unit.id)}
            onOpen={() => onOpen(unit.id)}
          />
        ))}
    </div>
  )
}

interface UnitLineProps {
  unit: UnitRow
  depth: number
  /** undefined: nothing stands below it. */
  open: boolean | undefined
  current: boolean
  onFold: () => void
  onOpen: () => void
}

function UnitLine({ unit, depth, open, current, onFold, onOpen }: UnitLineProps) {
  const keys: Record<string, () => void> = {
    Enter: onOpen,
    ArrowRight: () => open === false && onFold(),
    ArrowLeft: () => open === true && onFold(),
  }
  return (
    <div
      className="zw-units-row"
      role="treeitem"
      aria-level={depth + 1}
      aria-expanded={open}
      aria-selected={current}
      data-kind={unit.kind}
      tabIndex={0}
      onKeyDown={e => e.target === e.currentTarget && keys[e.key]?.()}
    >
      <span className="zw-units-name" style={{ paddingInlineStart: `${depth * 1.6}em` }}>
        {open === undefined ? (
          <i />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            aria-label={open ? '收起' : '展开'}
            data-open={open}
            onClick={onFold}
          >
            <ChevronRight size={16} aria-hidden />
          </button>
        )}
        <button type="button" tabIndex={-1} onClick={onOpen}>
          {unit.name}
        </button>
      </span>
      <span className="zw-muted">{UNIT_KINDS[unit.kind]}</span>
      <span>{unit.headName ?? ''}</span>
      <span className="zw-num">{unit.members > 0 ? unit.members : ''}</span>
    </div>
  )
}
