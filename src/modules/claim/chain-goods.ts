import { formatFen } from '../../kernel/pure/money.ts'
import { refKey } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { cardsFrom } from '../asset/index.ts'
import {
  ACCEPTANCE_REF,
  acceptedFor,
  type OrderPapers,
  orderPapers,
  REQUEST_REF,
  requestFacts,
} from '../procurement/index.ts'
import { receiptsFrom } from '../stock/index.ts'
import { contractNodes } from './chain-contract.ts'
import { absent, approvalPaper, paper } from './chain-node.ts'
import type { ChainNode } from './shapes.ts'

/** From the request to the shelf or the card: what one order rests on and where its goods went. */
export async function goodsPapers(ctx: Ctx, orderId: string): Promise<ChainNode[]> {
  const order = await acceptedFor(ctx, orderId)
  const papers = await orderPapers(ctx, orderId)
  const href = `/procurement/orders/${orderId}`
  return [
    ...(await requestPapers(ctx, order.requestIds)),
    ...(order.contractId ? await contractNodes(ctx, order.contractId) : [quotesPaper(papers)]),
    paper({
      key: `order:${orderId}`,
      kind: '采购单',
      no: order.orderNo,
      sentence: `${order.title}，${order.supplierName}`,
      who: order.buyerName,
      on: papers.orderedOn,
      href,
      amountFen: order.lines.reduce((sum, l) => sum + l.amountFen, 0) || null,
    }),
    ...acceptancePapers(papers, order.lines.map(l => `${l.name} ${l.acceptedQty}${l.measure}`).join('、')),
    ...(await kept(ctx, papers)),
  ]
}

async function requestPapers(ctx: Ctx, ids: readonly string[]): Promise<ChainNode[]> {
  if (ids.length === 0) return [absent('request', '采购申请', '没有采购申请')]
  const nodes: ChainNode[] = []
  for (const id of ids) {
    const subject = { kind: REQUEST_REF, id }
    const request = await requestFacts(ctx, id)
    nodes.push(
      paper({
        key: refKey(subject),
        kind: '采购申请',
        no: request.no,
        sentence: request.title,
        who: [request.askerName, request.unitText].filter(Boolean).join(' '),
        href: `/procurement/requests/${id}`,
        amountFen: request.amountFen,
      }),
      await approvalPaper(ctx, subject, { kind: '申请审批', no: request.no }),
    )
  }
  return nodes
}

/** 三家报价，选定甲：甲 ¥3,600、乙 ¥3,800、丙 ¥4,000 */
function quotesPaper({ sheet, channel, portalName, portalNo }: OrderPapers): ChainNode {
  if (channel === 'portal')
    return paper({
      key: 'quotes',
      kind: '平台采购',
      no: portalNo,
      sentence: `${portalName || '政府采购平台'}下单，价格以平台为准`,
    })
  if (!sheet) return absent('quotes', '询价比价', '没有询价单')
  const chosen = sheet.quotes.find(q => q.chosen)
  const offers = sheet.quotes.map(q => `${q.supplierName} ${formatFen(q.totalFen)}`).join('、')
  const reasons = [
    sheet.single && '单一来源',
    sheet.fewReason && `不足 ${sheet.needed} 家：${sheet.fewReason}`,
    sheet.dearReason && `未选最低价：${sheet.dearReason}`,
  ].filter(Boolean)
  const sentence = [
    `${sheet.quotes.length} 家报价：${offers}`,
    chosen ? `选定${chosen.supplierName}` : '还没有选定',
    ...reasons,
  ].join('；')
  const node = paper({
    key: `sheet:${sheet.id}`,
    kind: '询价比价',
    no: sheet.no,
    sentence,
    who: sheet.chosenByName,
    on: sheet.chosenOn,
    href: `/procurement/sheets/${sheet.id}`,
    amountFen: chosen?.totalFen ?? null,
  })
  return { ...node, present: chosen !== undefined && sheet.state === 'chosen' }
}

function acceptancePapers(papers: OrderPapers, goods: string): ChainNode[] {
  const accepted = papers.acceptances.filter(a => a.state === 'accepted')
  if (accepted.length === 0) return [absent('acceptance', '验收', '还没有验收')]
  return accepted.map(a =>
    paper({
      key: `acceptance:${a.id}`,
      kind: '验收',
      no: a.no,
      sentence: accepted.length === 1 ? `验收合格：${goods}` : '分批验收',
      who: a.signers.join('、'),
      on: a.acceptedOn,
      href: `/acceptances/${a.id}`,
      amountFen: a.amountFen,
    }),
  )
}

/** Receipts of the stores and asset cards; goods for use at once need neither. */
async function kept(ctx: Ctx, papers: OrderPapers): Promise<ChainNode[]> {
  const documents = papers.acceptances.map(({ id }) => ({ kind: ACCEPTANCE_REF, id }))
  const receipts = await receiptsFrom(ctx, documents)
  const cards = await cardsFrom(ctx, documents)
  const nodes: ChainNode[] = receipts.map(r =>
    paper({
      key: `receipt:${r.id}`,
      kind: '入库',
      no: r.no,
      sentence: `入${r.storeName}`,
      who: r.byText,
      on: r.day,
      href: `/stock-documents/${r.id}`,
      amountFen: r.amountFen,
    }),
  )
  for (const card of cards)
    nodes.push(
      paper({
        key: `card:${card.id}`,
        kind: '资产卡片',
        no: card.no,
        sentence: [card.name, card.placeText].filter(Boolean).join('，'),
        who: card.keeperName,
        on: card.bookedOn,
        href: `/assets/${card.id}`,
        amountFen: card.valueFen,
      }),
    )
  if (documents.length === 0) return nodes
  if (papers.wants.store && receipts.length === 0) nodes.push(absent('receipt', '入库', '没有入库单'))
  if (papers.wants.asset && cards.length === 0) nodes.push(absent('card', '资产卡片', '没有建资产卡片'))
  if (papers.wants.none)
    nodes.push(paper({ key: 'used', kind: '交付使用', sentence: '直接交用，不入库、不建卡' }))
  return nodes
}
