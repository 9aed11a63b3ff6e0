import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { ApprovalChain } from '../../../mechanisms/approval/web/index.ts'
import { SignatureRow } from '../../../mechanisms/signature/web/index.ts'
import { type Answer, type CallError, useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  ErrorNotice,
  Facts,
  Loading,
  Notice,
  SignatureBoxes,
  Slip,
  toast,
} from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import { DISPOSE_MODES, disposalMachine, GROUNDS, monthsText } from '../rules.ts'
import { CheckDialog, ExecuteDialog } from './DisposalDialogs.tsx'
import { ThingTable } from './ThingTable.tsx'
import { marksOf } from './use-paper.ts'

export type DisposalPaper = Answer<typeof asset.disposal>

/** 报废（报损）申请表: ground, opinion, ladder, and what became of it. */
export default function DisposalSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(asset.disposal, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Paper paper={one.data} /> : <Loading kind="slip" />
}

function Paper({ paper }: { paper: DisposalPaper }) {
  const [dialog, setDialog] = useState<'check' | 'execute' | null>(null)
  const cancel = useCommand(asset.cancelDisposal)
  const fail = (error: CallError): void => void toast.fail(error.message)
  const may = (key: string, action: Omit<Action, 'allowed' | 'why' | 'key'>): Action[] => {
    const state = paper.actions[key]
    return state ? [{ ...action, key, allowed: state.allowed, why: state.why }] : []
  }
  const actions: Action[] = [
    ...may('checkDisposal', { label: '写鉴定意见并送审', kind: 'primary', onRun: () => setDialog('check') }),
    ...may('executeDisposal', { label: '执行并核销', kind: 'primary', onRun: () => setDialog('execute') }),
    ...may('cancelDisposal', {
      label: '撤销',
      danger: true,
      onRun: async () => {
        const reason = await askReason({ title: '撤销这张处置单？', ok: '撤销' })
        if (reason)
          cancel.mutate(
            { id: paper.id, version: paper.version, reason },
            { onSuccess: () => void toast.ok('已撤销'), onError: fail },
          )
      },
    }),
  ]
  return (
    <>
      <Slip
        kind={paper.mode === 'damage_loss' ? '报损申请表' : `${DISPOSE_MODES[paper.mode]}申请表`}
        number={paper.no}
        url={paper.url}
        sentence={`${paper.unitText}申请${DISPOSE_MODES[paper.mode]} ${paper.cards} 件，原值 ${formatFen(paper.valueFen)}，净值 ${formatFen(paper.valueFen - paper.depreciatedFen)}`}
        state={disposalMachine.states[paper.state]}
        back={<Link to="/asset-disposals">资产处置</Link>}
        notice={paper.early > 0 && <Notice tone="late">有 {paper.early} 件没到规定的使用年限。</Notice>}
        actions={actions}
        timeline={<ApprovalChain subject={{ kind: 'asset.disposal', id: paper.id }} />}
        wide={
          <>
            <ThingTable
              things={paper.lines}
              more={[
                { key: 'acquired', title: '取得', width: 108, render: row => row.acquiredOn },
                {
                  key: 'used',
                  title: '已用／规定年限',
                  width: 104,
                  render: row =>
                    `${monthsText(row.monthsUsed)}／${row.lifeMonths === null ? '不限' : monthsText(row.lifeMonths)}`,
                },
              ]}
            />
            <SignatureRow marks={marksOf(paper.seals)} />
            <SignatureBoxes
              places={[
                '使用人',
                '部门负责人',
                '技术鉴定组',
                '资产管理员',
                '财务',
                '分管副校长',
                '校长办公会',
              ]}
            />
          </>
        }
      >
        <Facts
          columns={2}
          facts={[
            { label: '申请部门', value: paper.unitText },
            { label: '申请人', value: `${paper.proposedName} ${paper.proposedAt.slice(0, 10)}` },
            { label: '处置依据', value: GROUNDS[paper.ground], block: true },
            { label: '原因', value: paper.reason, block: true },
            {
              label: '技术鉴定意见',
              value: paper.opinion || '还没有鉴定',
              block: true,
              ...(paper.checkedName
                ? { note: `${paper.checkedName} ${paper.checkedAt?.slice(0, 10) ?? ''}` }
                : {}),
            },
            { label: '残值预计', value: formatFen(paper.estimateFen) },
            { label: '批复文号', value: paper.approvalNo || '—' },
            ...(paper.decision ? [{ label: '审批结果', value: paper.decision, block: true }] : []),
            ...(paper.executedOn
              ? [
                  { label: '处置日期', value: paper.executedOn },
                  { label: '交给', value: paper.receiver },
                  {
                    label: '处置收入',
                    value: formatFen(paper.proceedsFen),
                    ...(paper.receiptNo ? { note: `收据 ${paper.receiptNo}` } : {}),
                  },
                ]
              : []),
          ]}
        />
      </Slip>
      {dialog === 'check' && <CheckDialog paper={paper} onClose={() => setDialog(null)} />}
      {dialog === 'execute' && <ExecuteDialog paper={paper} onClose={() => setDialog(null)} />}
    </>
  )
}
