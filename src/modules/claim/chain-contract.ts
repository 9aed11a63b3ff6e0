import { formatFen } from '../../kernel/pure/money.ts'
import { AGREEMENT_REF, type AgreementPapers } from '../contract/index.ts'
import { absent, approvalPaper, paper } from './chain-node.ts'
import type { ChainPapers } from './chain-papers.ts'
import type { ChainNode } from './shapes.ts'

/** What a payment on a contract rests on: bids, the contract with its approval and plan, import batches. */
export function contractNodes(papers: ChainPapers, contractId: string): ChainNode[] {
  const found = papers.agreements.get(contractId)
  if (!found) return [absent(`contract:${contractId}`, '合同', '没有合同')]
  const plan = found.plan
    .map(p => `${p.title} ${formatFen(p.amountFen)}（${p.dueOn}${p.paidFen >= p.amountFen ? '，已付' : ''}）`)
    .join('、')
  return [
    ...bidNodes(papers, found.tender),
    paper({
      key: `contract:${contractId}`,
      kind: '合同',
      no: found.no,
      sentence: `${found.title}，${found.supplierName}；付款计划：${plan}`,
      who: found.managerName,
      on: found.signedOn,
      href: `/contracts/${contractId}`,
      amountFen: found.totalFen,
    }),
    approvalPaper(papers, { kind: AGREEMENT_REF, id: contractId }, { kind: '合同审批', no: found.no }),
    ...found.imports.flatMap(importNodes),
  ]
}

function bidNodes(papers: ChainPapers, tender: AgreementPapers['tender']): ChainNode[] {
  if (!tender) return []
  const won = tender.bids.find(b => b.won)
  const offers = tender.bids
    .map(b => `${b.supplierName} ${b.amountFen === null ? '未报价' : formatFen(b.amountFen)}`)
    .join('、')
  return [
    paper({
      key: `tender:${tender.ref.id}`,
      kind: '邀标报价',
      no: tender.no,
      sentence: [`${tender.bids.length} 家：${offers}`, won && `中选${won.supplierName}`, tender.reason]
        .filter(Boolean)
        .join('；'),
      who: tender.decidedByName,
      on: tender.decidedOn,
      href: `/tenders/${tender.ref.id}`,
      amountFen: won?.amountFen ?? null,
    }),
    approvalPaper(papers, tender.ref, { kind: '定标审批', no: tender.no }),
  ].filter(node => node.present || node.kind !== '定标审批')
}

function importNodes(batch: AgreementPapers['imports'][number]): ChainNode[] {
  const href = `/import-batches/${batch.id}`
  return [
    paper({
      key: `import:${batch.id}`,
      kind: '进口批次',
      no: batch.no,
      sentence: [
        `${batch.title}，${batch.currency} ${batch.foreignAmount}，${batch.rateOn} 汇率 ${batch.rate}`,
        batch.exemptionNo ? `免税证明 ${batch.exemptionNo}` : '没有办免税',
      ].join('；'),
      on: batch.exemptedOn,
      href,
      amountFen: batch.valueFen,
    }),
    batch.acceptedOn
      ? paper({
          key: `import-accepted:${batch.id}`,
          kind: '进口验收',
          no: batch.no,
          sentence: '设备已验收',
          on: batch.acceptedOn,
          href,
        })
      : absent(`import-accepted:${batch.id}`, '进口验收', '设备还没有验收'),
  ]
}
