import { formatFen } from '../../kernel/pure/money.ts'
import { refKey } from '../../kernel/pure/ref.ts'
import { type OrderPapers, REQUEST_REF, type RequestFacts } from '../procurement/index.ts'
import { contractNodes } from './chain-contract.ts'
import { absent, approvalPaper, paper } from './chain-node.ts'
import type { ChainPapers } from './chain-papers.ts'
import type { ChainNode } from './shapes.ts'

/** From the request to the shelf or the card: what one order rests on and where its goods went. */
export function goodsPapers(papers: ChainPapers, orderId: string): ChainNode[] {
  const order = papers.orders.get(orderId)
  if (!order) return [absent(`order:${orderId}`, '采购单', '没有采购单')]
  return [
    ...requestPapers(papers, order.requests),
    ...(order.contractId ? contractNodes(papers, order.contractId) : [quotesPaper(order)]),
    paper({
      key: `order:${orderId}`,
      kind: '采购单',
      no: order.no,
      sentence: `${order.title}，${order.supplierName}`,
      who: order.buyerName,
      on: order.orderedOn,
      href: `/procurement/orders/${orderId}`,
      amountFen: order.lines.reduce((sum, l) => sum + l.amountFen, 0) || null,
    }),
    ...acceptancePapers(order, order.lines.map(l => `${l.name} ${l.acceptedQty}${l.measure}`).join('、')),
    ...kept(papers, order),
  ]
}

function requestPapers(papers: ChainPapers, requests: readonly RequestFacts[]): ChainNode[] {
  if (requests.length === 0) return [absent('request', '采购申请', '没有采购申请')]
  return requests.flatMap(request => {
    const subject = { kind: REQUEST_REF, id: request.id }
    return [
      paper({
        key: refKey(subject),
        kind: '采购申请',
        no: request.no,
        sentence: request.title,
        who: [request.askerName, request.unitText].filter(Boolean).join(' '),
        href: `/procurement/requests/${request.id}`,
        amountFen: request.amountFen,
      }),
      approvalPaper(papers, subject, { kind: '申请审批', no: request.no }),
    ]
  })
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
function kept(papers: ChainPapers, order: OrderPapers): ChainNode[] {
  const documents = new Set(order.acceptances.map(({ id }) => id))
  const receipts = papers.receipts.filter(r => documents.has(r.documentId))
  const cards = papers.cards.filter(card => documents.has(card.documentId))
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
  if (documents.size === 0) return nodes
  if (order.wants.store && receipts.length === 0) nodes.push(absent('receipt', '入库', '没有入库单'))
  if (order.wants.asset && cards.length === 0) nodes.push(absent('card', '资产卡片', '没有建资产卡片'))
  if (order.wants.none)
    nodes.push(paper({ key: 'used', kind: '交付使用', sentence: '直接交用，不入库、不建卡' }))
  return nodes
}
