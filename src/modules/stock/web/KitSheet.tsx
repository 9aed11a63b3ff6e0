import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { SignDialog } from '../../../mechanisms/signature/web/index.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Action,
  askReason,
  ErrorNotice,
  Facts,
  Loading,
  Notice,
  Slip,
  toast,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { quantityText, sheetMachine } from '../rules.ts'
import { KitGrid } from './KitGrid.tsx'
import { Marks } from './Marks.tsx'
import { PaperHead } from './PaperHead.tsx'
import './stock.css'

export type Sheet = Answer<typeof stock.sheet>
export type ClassRow = Sheet['classRows'][number]

/** Classes × standard less what they have: filled in, handed out at once, signed for class by class. */
export default function KitSheet() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(stock.sheet, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <SheetPaper key={one.data.version} sheet={one.data} /> : <Loading kind="slip" />
}

function SheetPaper({ sheet }: { sheet: Sheet }) {
  const [has, setHas] = useState<Record<string, number>>({})
  const [signing, setSigning] = useState<ClassRow>()
  const actions = useActions(sheet, has)
  const short = sheet.columns.filter(c => c.short > 0)
  return (
    <>
      <PaperHead title="开学物资发放表" />
      <Slip
        kind="开学物资发放表"
        number={sheet.no}
        url={`${window.location.origin}/kits/${sheet.id}`}
        sentence={`${sheet.title}：${sheet.classes} 个班，${sheet.columns.length} 样`}
        state={sheetMachine.states[sheet.state]}
        back={<Link to="/kits">开学物资</Link>}
        {...(short.length > 0
          ? {
              notice: (
                <Notice tone="late">
                  {`库存不够：${short.map(c => `${c.name}还缺 ${quantityText(c.short, c.measure)}`).join('，')}。先采购入库再发。`}
                </Notice>
              ),
            }
          : {})}
        actions={actions}
        wide={<KitGrid sheet={sheet} has={has} onHas={setHas} onSign={setSigning} />}
      >
        <Facts
          columns={2}
          facts={[
            { label: '仓库', value: sheet.storeName },
            { label: '发放日期', value: sheet.day },
            { label: '已签收', value: `${sheet.signed} 个班` },
          ]}
        />
        {sheet.signatures.length > 0 && sheet.signatures.length <= 6 && <Marks marks={sheet.signatures} />}
      </Slip>
      {signing && <Sign row={signing} onClose={() => setSigning(undefined)} />}
    </>
  )
}

function Sign({ row, onClose }: { row: ClassRow; onClose: () => void }) {
  const session = useSession()
  const sign = useCommand(stock.signKit)
  return (
    <SignDialog
      title={`${row.unitName}签收`}
      statement={row.statement}
      label={`请${row.unitName}班主任签名`}
      mustDraw={session.can(stock.issueSheet)}
      busy={sign.isPending}
      onSign={strokes =>
        sign.mutate(
          { documentId: row.documentId as string, ...(strokes ? { strokes } : {}) },
          {
            onSuccess: done => {
              toast.ok(done.left > 0 ? `已签收，还有 ${done.left} 个班` : '全部签收了')
              onClose()
            },
            onError: error => toast.fail(error.message),
          },
        )
      }
      onClose={onClose}
    />
  )
}

function useActions(sheet: Sheet, has: Record<string, number>): Action[] {
  const edit = useCommand(stock.editSheet)
  const issue = useCommand(stock.issueSheet)
  const cancel = useCommand(stock.cancelSheet)
  const which = { id: sheet.id, version: sheet.version }
  const typed = Object.entries(has)
  const fail = (error: Error): void => void toast.fail(error.message)
  const stop = async (): Promise<void> => {
    const reason = await askReason({ title: '为什么作废？', ok: '作废' })
    if (reason) cancel.mutate({ ...which, reason }, { onSuccess: () => toast.ok('已作废'), onError: fail })
  }
  const verbs: (Omit<Action, 'allowed'> & { on: string })[] = [
    {
      on: 'edit',
      key: 'edit',
      label: typed.length > 0 ? `保存 ${typed.length} 处` : '保存',
      ...(typed.length > 0 ? { kind: 'primary' as const } : { why: '还没有改动' }),
      onRun: () =>
        edit.mutate(
          { ...which, lines: typed.map(([lineId, n]) => ({ lineId, has: n })) },
          { onSuccess: () => toast.ok('已保存'), onError: fail },
        ),
    },
    {
      on: 'issue',
      key: 'issue',
      label: '一次发放',
      ...(typed.length > 0 ? { why: '先保存改动' } : { kind: 'primary' as const }),
      confirm: `把 ${sheet.classes} 个班的物资一次发出？`,
      onRun: () =>
        issue.mutate(which, {
          onSuccess: made => toast.ok(`已发给 ${made.classes} 个班，请各班签收`),
          onError: fail,
        }),
    },
    { on: 'cancel', key: 'cancel', label: '作废', danger: true, onRun: stop },
  ]
  return verbs.flatMap(({ on, ...verb }) =>
    sheet.actions[on] ? [{ ...verb, allowed: verb.why === undefined }] : [],
  )
}
