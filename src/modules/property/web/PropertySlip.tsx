import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { SignatureRow } from '../../../mechanisms/signature/web/index.ts'
import { type Answer, useRead } from '../../../web/api.ts'
import { ErrorNotice, Facts, Loading, Notice, Slip, Timeline } from '../../../web/ui/index.ts'
import { property } from '../contract.ts'
import { differenceText, differs, SHEET_KINDS, sheetMachine } from '../rules.ts'
import { EditLines } from './EditLines.tsx'
import { LinesTable } from './LinesTable.tsx'
import { ReviewLines } from './ReviewLines.tsx'
import { SettleDialog } from './SettleDialog.tsx'
import { SheetSignDialog } from './SheetSignDialog.tsx'
import { useSheetActions } from './use-sheet-actions.ts'
import './property.css'

export type Sheet = Answer<typeof property.get>
export type SheetItem = Sheet['items'][number]
export type Opened =
  | { kind: 'edit' }
  | { kind: 'review' }
  | { kind: 'sign'; duty: string; drawn: boolean }
  | { kind: 'settle'; item: SheetItem }
  | null

/** A class's or room's sheet as the paper it replaces: things, three signatures, the review beside them. */
export default function PropertySlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(property.get, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <SheetSlip sheet={one.data} /> : <Loading kind="rows" />
}

function SheetSlip({ sheet }: { sheet: Sheet }) {
  const [open, setOpen] = useState<Opened>(null)
  const actions = useSheetActions(sheet, setOpen)
  const close = (): void => setOpen(null)
  if (open?.kind === 'edit') return <EditLines sheet={sheet} onDone={close} />
  if (open?.kind === 'review') return <ReviewLines sheet={sheet} onDone={close} />
  const reviewed = sheet.reviewedOn !== null || sheet.state === 'reviewing'
  return (
    <>
      <Slip
        ownPrint
        kind={`${SHEET_KINDS[sheet.kind]}财产登记表`}
        number={sheet.no}
        url={sheet.url}
        sentence={sentenceOf(sheet)}
        state={sheetMachine.states[sheet.state]}
        back={<Link to={`/property?kind=${sheet.kind}&term=${sheet.termCode}`}>财产登记</Link>}
        notice={<SheetNotice sheet={sheet} />}
        actions={actions}
        timeline={
          <Timeline
            events={sheet.events.map(e => ({
              key: e.id,
              at: e.at,
              who: e.actorName,
              what: e.action,
              ...(e.note ? { detail: e.note } : {}),
            }))}
          />
        }
        wide={
          <>
            <LinesTable
              sheet={sheet}
              reviewed={reviewed}
              onSettle={
                sheet.actions.explain?.allowed ? item => setOpen({ kind: 'settle', item }) : undefined
              }
            />
            <section className="zw-property-signed">
              <h3>登记签字</h3>
              <SignatureRow
                marks={sheet.marks.map(dated)}
                waiting={(sheet.state === 'signing' ? sheet.missing : []).map(duty => ({ duty }))}
              />
              {sheet.marks.length === 0 && sheet.state !== 'signing' && (
                <p className="zw-muted">清点无误后交付签字，三方签齐才算登记好。</p>
              )}
              {sheet.reviewMarks.length > 0 && (
                <>
                  <h3>期末复查</h3>
                  <SignatureRow marks={sheet.reviewMarks.map(dated)} />
                </>
              )}
            </section>
          </>
        }
      >
        <Facts
          facts={[
            { label: SHEET_KINDS[sheet.kind], value: sheet.title },
            { label: '学期', value: sheet.termName },
            ...(sheet.placeText && sheet.placeText !== sheet.title
              ? [{ label: '房间', value: sheet.placeText }]
              : []),
            { label: '负责人', value: sheet.keeperName },
            { label: '签齐日期', value: sheet.registeredOn },
            { label: '复查日期', value: sheet.reviewedOn },
            ...(sheet.previous
              ? [
                  {
                    label: '上期登记',
                    value: <Link to={`/property/${sheet.previous.id}`}>{sheet.previous.no}</Link>,
                    note: sheet.previous.termName,
                  },
                ]
              : []),
            {
              label: '打印',
              value: (
                <span className="zw-no-print zw-property-papers">
                  <Link to={`/property/${sheet.id}/paper`}>登记表</Link>
                  <Link to={`/property/${sheet.id}/card`}>贴墙的财产卡</Link>
                </span>
              ),
            },
          ]}
        />
      </Slip>
      {open?.kind === 'sign' && <SheetSignDialog sheet={sheet} {...open} onClose={close} />}
      {open?.kind === 'settle' && <SettleDialog sheet={sheet} item={open.item} onClose={close} />}
    </>
  )
}

function SheetNotice({ sheet }: { sheet: Sheet }) {
  if (sheet.state === 'signing')
    return (
      <Notice tone="waiting">还差{sheet.missing.join('、')}签字。学生没有账号，请把手机交给他手写。</Notice>
    )
  const open = sheet.items.filter(item => differs(item) && !item.cause)
  if (sheet.state !== 'settling') return null
  return open.length > 0 ? (
    <Notice tone="late">
      还有 {open.length} 种差异没有处理：
      {open.map(item => `${item.name}${differenceText(item)}`).join('；')}。在下面逐项说明，或转损坏赔偿。
    </Notice>
  ) : (
    <Notice tone="waiting">差异都处理了，等总务处办结。</Notice>
  )
}

const dated = <M extends { signedAt: string }>(mark: M) => ({ ...mark, signedAt: new Date(mark.signedAt) })

function sentenceOf(sheet: Sheet): string {
  const what = `${sheet.title}，${sheet.lines} 种物品`
  if (sheet.state === 'signing') return `${what}，等${sheet.missing.join('、')}签字`
  if (sheet.differences > 0) return `${what}，复查差异 ${sheet.differences} 种`
  if (sheet.reviewedOn) return `${what}，复查和期初登记一致`
  return sheet.registeredOn ? `${what}，三方已签字` : what
}
