import { useState } from 'react'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { Dialog } from '../../../web/ui/feedback/Dialog.tsx'
import { ErrorNotice, Loading, Notice } from '../../../web/ui/feedback/Notices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { TextArea } from '../../../web/ui/form/inputs.tsx'
import { type FieldErrors, useForm } from '../../../web/ui/form/use-form.ts'
import { people } from '../contract.ts'
import { ActionForm } from './ActionForm.tsx'
import type { PersonFull } from './PersonDrawer.tsx'

type Stays = Answer<typeof people.erase>['stays']

/** The end of one person's data at his request: what goes, what must stay and by what rule, then the deed. */
export function EraseForm({
  person,
  onClose,
  onDone,
}: {
  person: PersonFull
  onClose: () => void
  onDone: () => void
}) {
  const plan = useRead(people.erasePlan, { id: person.id })
  const erase = useCommand(people.erase, { touches: ['account', 'workorder', 'repair', 'notification'] })
  const [left, setLeft] = useState<Stays | null>(null)
  const form = useForm({
    start: { reason: '' },
    check: ({ reason }): FieldErrors =>
      reason.trim().length >= 4 ? {} : { reason: '请写明谁在什么时候提出' },
    send: async ({ reason }) => {
      const { stays } = await erase.mutateAsync({ id: person.id, version: person.version, reason })
      setLeft(stays)
    },
  })
  if (left)
    return (
      <Dialog open onClose={onDone} title="个人信息已删除">
        <div className="zw-erase" data-done>
          <p>姓名、电话、账号和可以去掉的记录都已去掉，不能恢复。</p>
          <StaysList rows={left} empty="整个系统里已经找不到他。" />
        </div>
      </Dialog>
    )
  if (plan.error)
    return (
      <Dialog open onClose={onClose} title={`删除个人信息 · ${person.name}`}>
        <ErrorNotice message={plan.error.message} />
      </Dialog>
    )
  const { data } = plan
  if (!data || data.hinders.length > 0)
    return (
      <Dialog open onClose={onClose} title={`删除个人信息 · ${person.name}`}>
        {data ? (
          <Notice tone="waiting">还不能删除：{data.hinders.join('；')}。办完以后再来。</Notice>
        ) : (
          <Loading />
        )}
      </Dialog>
    )
  return (
    <ActionForm
      form={form}
      title={`删除个人信息 · ${person.name}`}
      ok="删除，不能恢复"
      danger
      intro="本人要求删除，或不再需要时在这里办。整所学校的数据会查一遍，依法要保存的留下并列明依据。"
      onClose={onClose}
    >
      <div className="zw-erase">
        <h3>会去掉</h3>
        <ul>
          {data.goes.map(row => (
            <li key={row.title}>
              {row.title} {row.count > 1 && <span className="zw-muted">{row.count} 条</span>}
            </li>
          ))}
        </ul>
        {data.sameName && (
          <Notice tone="waiting">另有同名的人：只写了姓名、没有登记是谁的记录不会改动。</Notice>
        )}
        <StaysList rows={data.stays} empty="没有要保留的记录。" />
      </div>
      <Field label="理由" hint="会留在操作日志里，不要写姓名和电话" {...form.field('reason')}>
        <TextArea {...form.field('reason')} maxLength={300} placeholder="如 本人2026年3月书面申请" />
      </Field>
    </ActionForm>
  )
}

function StaysList({ rows, empty }: { rows: Stays; empty: string }) {
  if (rows.length === 0) return <p className="zw-muted">{empty}</p>
  return (
    <>
      <h3>依法要留下，只保存不再使用</h3>
      <ul>
        {rows.map(row => (
          <li key={row.title}>
            {row.title} {row.count} 条<br />
            <small className="zw-muted">
              {row.rule}
              {row.until ? `，最早可在 ${row.until} 后处理` : ''}
              {row.certainty === 'unsure' && !row.rule.includes('请核对') ? '（请核对）' : ''}
            </small>
          </li>
        ))}
      </ul>
    </>
  )
}
