import { Link, useParams } from '@tanstack/react-router'
import { SignatureRow } from '../../../mechanisms/signature/web/index.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import { ErrorNotice, Facts, Loading, SignatureBoxes, Slip, toast } from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import { custodyMachine } from '../rules.ts'
import { ThingTable } from './ThingTable.tsx'
import { marksOf, waitingFor } from './use-paper.ts'

/** 资产移交清单: what was handed to whom, and his signature. */
export default function CustodySlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(asset.custody, { id })
  const withdraw = useCommand(asset.withdrawCustody)
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  const paper = one.data
  if (!paper) return <Loading kind="slip" />
  return (
    <Slip
      kind="资产移交清单"
      number={paper.offeredAt.slice(0, 10)}
      url={`${window.location.origin}/asset-custody/${paper.id}`}
      sentence={`${paper.offeredName}移交给${paper.keeperName} ${paper.cards} 件`}
      state={custodyMachine.states[paper.state]}
      back={<Link to="/my-assets">我的资产</Link>}
      actions={[
        ...(paper.actions.acceptCustody
          ? [
              {
                key: 'go',
                label: '去签收',
                kind: 'primary' as const,
                allowed: true,
                onRun: () => window.location.assign('/my-assets'),
              },
            ]
          : []),
        ...(paper.actions.withdrawCustody
          ? [
              {
                key: 'withdraw',
                label: '收回移交',
                allowed: true,
                confirm: '收回这次移交？',
                onRun: () =>
                  withdraw.mutate(
                    { id: paper.id, version: paper.version },
                    {
                      onSuccess: () => void toast.ok('已收回'),
                      onError: error => void toast.fail(error.message),
                    },
                  ),
              },
            ]
          : []),
      ]}
      wide={
        <>
          <ThingTable things={paper.things} />
          <SignatureRow
            marks={marksOf(paper.seals)}
            waiting={paper.state === 'offered' ? waitingFor(['保管人'], paper.seals) : []}
          />
          <SignatureBoxes places={['移交人', '监交人']} />
        </>
      }
    >
      <Facts
        facts={[
          { label: '移交人', value: paper.offeredName },
          { label: '接收人', value: paper.keeperName },
          ...(paper.note ? [{ label: '说明', value: paper.note }] : []),
          ...(paper.answer ? [{ label: '答复', value: paper.answer }] : []),
        ]}
      />
    </Slip>
  )
}
