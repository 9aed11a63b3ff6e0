import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand } from '../../../web/api.ts'
import { askReason } from '../../../web/ui/feedback/confirm.ts'
import { Notice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { BulkBar } from '../../../web/ui/list/BulkBar.tsx'
import { approval } from '../contract.ts'

type Row = Answer<typeof approval.inbox>['rows'][number]
type Refused = Answer<typeof approval.approveMany>['refused'][number]

interface BulkApproveProps {
  rows: readonly Row[]
  chosen: readonly string[]
  /** Amounts above are to be looked at one by one. */
  upToFen: number
  onChosen: (ids: readonly string[]) => void
}

/** Consent to several small ones at once; what was refused is listed with its reason and stays in the inbox. */
export function BulkApprove({ rows, chosen, upToFen, onChosen }: BulkApproveProps) {
  const [refused, setRefused] = useState<readonly Refused[]>([])
  const here = rows.filter(row => chosen.includes(row.id))
  const large = here.filter(row => (row.amountFen ?? 0) > upToFen)
  const small = here.filter(row => !large.includes(row))
  const approve = useCommand(approval.approveMany, {
    touches: [...new Set(rows.map(row => row.subjectKind.split('.')[0] as string))],
  })
  const sum = formatFen(small.reduce((total, row) => total + (row.amountFen ?? 0), 0))
  const agree = async (): Promise<void> => {
    const note = await askReason({
      title: `同意这 ${small.length} 件，合计 ${sum}？`,
      body: `${small.map(row => row.title).join('；')}${
        large.length > 0 ? `。另有 ${large.length} 件超过 ${formatFen(upToFen)}，要打开单独批。` : ''
      }`,
      ok: `同意 ${small.length} 件`,
      label: '意见',
      optional: true,
      suggestions: ['同意'],
    })
    if (note === undefined) return
    approve.mutate(
      { items: small.map(row => ({ id: row.id, ...(row.seatId ? { seatId: row.seatId } : {}) })), note },
      {
        onSuccess: answer => {
          setRefused(answer.refused)
          onChosen(large.map(row => row.id))
          if (answer.done.length > 0) toast.ok(`已同意 ${answer.done.length} 件`)
        },
        onError: error => void toast.fail(error.message),
      },
    )
  }
  return (
    <>
      <BulkBar
        chosen={here.length}
        allMatching={false}
        onAllMatching={() => undefined}
        onClear={() => onChosen([])}
        sum={`合计 ${formatFen(here.reduce((total, row) => total + (row.amountFen ?? 0), 0))}${
          large.length > 0 ? `，${large.length} 件超过 ${formatFen(upToFen)} 要单独批` : ''
        }`}
        actions={[
          {
            key: 'approve',
            label: `同意 ${small.length} 件`,
            kind: 'primary',
            allowed: small.length > 0 && !approve.isPending,
            why: `所选的都超过 ${formatFen(upToFen)}，请打开单独批`,
            onRun: agree,
          },
        ]}
      />
      {refused.length > 0 && (
        <Notice tone="late">
          <p>有 {refused.length} 件没有批成，还在原处：</p>
          <ul>
            {refused.map(row => (
              <li key={row.id}>
                <Link to={'/approvals/$id' as never} params={{ id: row.id } as never}>
                  {row.no} {row.title}
                </Link>
                ：{row.why}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
