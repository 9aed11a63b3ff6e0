import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { contract as workorder } from '../../../../mechanisms/workorder/contract.ts'
import { Load } from '../../../../mechanisms/workorder/web/Load.tsx'
import { type Answer, useCommand, useRead } from '../../../../web/api.ts'
import { useSession } from '../../../../web/session.tsx'
import { Button } from '../../../../web/ui/base/Button.tsx'
import { confirm } from '../../../../web/ui/feedback/confirm.ts'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import type { Column } from '../../../../web/ui/list/columns.ts'
import { DataTable } from '../../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../../web/ui/list/ListFrame.tsx'
import { PersonChip } from '../../../../web/ui/marks/PersonChip.tsx'
import { contract } from '../../contract.ts'
import { CrewForm } from './CrewForm.tsx'
import { RuleForm } from './RuleForm.tsx'
import './setup.css'

const { operations } = contract

export type Member = Answer<typeof operations.crew>['members'][number]
export type Rule = Answer<typeof operations.rules>['rules'][number]

/** Who repairs what, how full his hands are, and to whom new orders go. */
export default function Crew() {
  const { can } = useSession()
  const may = can(operations.setCrewMember)
  const crew = useRead(operations.crew, {})
  const load = useRead(workorder.operations.load, {})
  const rules = useRead(operations.rules, {})
  const removeRule = useCommand(operations.removeRule)
  const [member, setMember] = useState<Member | 'new'>()
  const [rule, setRule] = useState<Rule | 'new'>()
  const loads = new Map(load.data?.workers.map(w => [w.personId, w]))

  const columns: Column<Member>[] = [
    {
      key: 'name',
      title: '姓名',
      always: true,
      width: '9em',
      render: m => <PersonChip name={m.name} {...(m.active ? {} : { note: '已停' })} />,
    },
    {
      key: 'trades',
      title: '工种',
      render: m => (
        <span className="zw-crew-trades">
          {m.trades.map(t => (
            <span key={t.code}>{t.name}</span>
          ))}
        </span>
      ),
    },
    {
      key: 'load',
      title: '手上的活',
      width: '15em',
      render: m => {
        const l = loads.get(m.personId)
        return l ? <Load open={l.open} late={l.late} capacity={m.dailyCapacity} /> : '—'
      },
    },
    { key: 'capacity', title: '每天能干', figure: true, width: '6em', render: m => `${m.dailyCapacity} 单` },
    {
      key: 'week',
      title: '本周修好',
      figure: true,
      width: '6em',
      render: m => `${loads.get(m.personId)?.doneWeek ?? 0} 单`,
    },
    ...(crew.data?.members.some(m => m.note)
      ? [{ key: 'note', title: '说明', render: (m: Member) => m.note || '—' }]
      : []),
  ]
  const drop = async (r: Rule): Promise<void> => {
    if (await confirm({ title: `删掉“${ruleText(r)}”？`, ok: '删掉', danger: true }))
      removeRule.mutate({ id: r.id }, { onError: error => void toast.fail(error.message) })
  }
  return (
    <>
      <ListFrame
        title="班组"
        note="谁修什么，手上有多少。派工时按这里挑人。"
        action={
          may && (
            <Button kind="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setMember('new')}>
              加人
            </Button>
          )
        }
      >
        <DataTable
          label="班组"
          rows={crew.data?.members}
          rowKey={m => m.personId}
          columns={columns}
          {...(may ? { onOpen: setMember } : {})}
          empty="还没有维修人员。加上人和工种，就能派工了。"
          error={crew.error ? { message: crew.error.message, onRetry: () => void crew.refetch() } : undefined}
        />
      </ListFrame>
      <section className="zw-rules">
        <header>
          <h2>派工规则</h2>
          <p>从上往下看，第一条合适的说了算；都不合适，派给会这个工种、手上最少的人。</p>
          {may && <Button onClick={() => setRule('new')}>加规则</Button>}
        </header>
        <ol>
          {rules.data?.rules.map(r => (
            <li key={r.id} data-off={!r.active || undefined}>
              <span>{ruleText(r)}</span>
              {may && (
                <span className="zw-row-buttons">
                  <Button kind="quiet" onClick={() => setRule(r)}>
                    改
                  </Button>
                  <Button kind="quiet" onClick={() => void drop(r)}>
                    删掉
                  </Button>
                </span>
              )}
            </li>
          ))}
          {rules.data?.rules.length === 0 && <li className="zw-muted">还没有规则。</li>}
        </ol>
      </section>
      {member && (
        <CrewForm member={member === 'new' ? undefined : member} onClose={() => setMember(undefined)} />
      )}
      {rule && (
        <RuleForm
          rule={rule === 'new' ? undefined : rule}
          crew={crew.data?.members ?? []}
          onClose={() => setRule(undefined)}
        />
      )}
    </>
  )
}

/** 高职B楼的电工活，派给老陆 */
export function ruleText(rule: Rule): string {
  const what = `${rule.building ? `${rule.building}的` : ''}${rule.trade ? `${rule.tradeName}活` : rule.building ? '所有活' : '所有的活'}`
  const who = rule.choose === 'person' ? `派给${rule.person}` : '派给手上最少的人'
  return `${what}，${who}${rule.active ? '' : '（停用）'}`
}
