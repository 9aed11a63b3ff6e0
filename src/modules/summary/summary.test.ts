import { describe, expect, it } from 'vitest'
import { machineFlaws } from '../../kernel/pure/state.ts'
import type { Download } from '../../kernel/server/files.ts'
import type { Doc } from '../../mechanisms/metric/prose/doc.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { damage } from '../damage/index.ts'
import { summary } from './contract.ts'
import { reportMachine } from './rules.ts'

const term = '2025-autumn'

async function withMoney(s: Scenario, yuan: number[]): Promise<void> {
  for (const [i, amount] of yuan.entries())
    await s.as('director').call(damage.recordPaid, {
      occurredOn: '2025-09-15',
      liableKind: 'room',
      unitText: `寝室${i}`,
      item: '橱门',
      amountFen: amount * 100,
      receiptNo: `NO.${i}`,
    })
}

const textOf = (doc: Doc): string =>
  doc.blocks
    .flatMap(b =>
      b.kind === 'heading'
        ? [b.text]
        : (b.kind === 'para' ? [b.inlines] : b.items)
            .flat()
            .map(i => (i.kind === 'figure' ? i.figure.display : i.text)),
    )
    .join('')

describe('a work summary', () => {
  it('is a query: it follows the records until it is signed, and then stays', async () => {
    const s = await scenario()
    await withMoney(s, [1200, 1986])
    const shown = await s.as('director').call(summary.get, { term })
    expect(textOf(shown.doc)).toContain('3000余元')
    expect(shown.id).toBeNull()
    const started = await s.as('director').call(summary.start, { term })
    await s.refused(s.as('clerk').call(summary.start, { term }), 'summary.started')
    await s.as('director').call(damage.recordPaid, {
      occurredOn: '2025-09-16',
      liableKind: 'room',
      unitText: '寝室9',
      item: '床板',
      amountFen: 160000,
      receiptNo: 'NO.9',
    })
    const refreshed = await s
      .as('director')
      .call(summary.refresh, { id: started.id, version: started.version })
    expect(refreshed.changed.map(c => [c.before, c.after])).toContainEqual(['3000余元', '4000余元'])
    const signed = await s.as('director').call(summary.sign, { id: started.id, version: refreshed.version })
    await s.refused(
      s.as('director').call(summary.refresh, { id: started.id, version: signed.version }),
      'kernel.state',
    )
    const final = await s.as('principal').call(summary.approve, { id: started.id, version: signed.version })
    expect(final.state).toBe('approved')
    const paper = await s.as('auditor').call(summary.get, { term })
    expect(paper.seals.map(x => x.name)).toEqual(['总务主任甲', '校长甲'])
    expect(paper.doc.signOff?.signatures).toHaveLength(2)
  })

  it('lets the author write, but not overtype a figure, and marks his own numbers', async () => {
    const s = await scenario()
    await withMoney(s, [3186])
    const started = await s.as('director').call(summary.start, { term })
    const { doc } = await s.as('director').call(summary.get, { term })
    const own: Doc = {
      ...doc,
      blocks: [
        ...doc.blocks,
        { kind: 'para', inlines: [{ kind: 'text', text: '另外组织义务劳动25次。' }], section: 'closing' },
      ],
    }
    const saved = await s.as('director').call(summary.save, { id: started.id, version: 1, doc: own })
    expect(saved.ownNumbers).toBe(1)
    const forged = JSON.parse(JSON.stringify(own)) as Doc
    for (const block of forged.blocks)
      if (block.kind === 'para')
        for (const inline of block.inlines) if (inline.kind === 'figure') inline.figure.display = '9000余元'
    const refusal = await s.refused(
      s.as('director').call(summary.save, { id: started.id, version: saved.version, doc: forged }),
      'summary.figure_changed',
    )
    expect(refusal.message).toContain('9000余元')
    await s.refused(
      s.as('director').call(summary.save, { id: started.id, version: 1, doc: own }),
      'kernel.changed',
    )
    await s.refused(s.as('teacher').call(summary.get, { term }), 'kernel.forbidden')
  })

  it('is approved by somebody else, and can be sent back', async () => {
    const s = await scenario()
    const both = s.user({
      personId: s.person('director'),
      name: '身兼两职',
      roles: ['director', 'vice_principal'],
    })
    const started = await both.call(summary.start, { term })
    const signed = await both.call(summary.sign, { id: started.id, version: 1 })
    await s.refused(
      both.call(summary.approve, { id: started.id, version: signed.version }),
      'summary.own_signature',
    )
    const back = await s
      .as('principal')
      .call(summary.reopen, { id: started.id, version: signed.version, reason: '补充食堂部分' })
    expect(back.state).toBe('draft')
    const again = await s.as('director').call(summary.get, { term })
    expect(again.seals.every(seal => seal.name === null)).toBe(true)
  })

  it('says what it has no records of, and knows its terms', async () => {
    const s = await scenario()
    const empty = await s.as('director').call(summary.get, { term: '2026-spring' })
    expect(textOf(empty.doc)).toContain('没有')
    expect(empty.uncovered.length).toBeGreaterThan(5)
    await s.refused(s.as('director').call(summary.get, { term: '2019-autumn' }), 'summary.term_unknown')
  })

  it('leaves as Word, Markdown, text and JSON with the records behind each figure', async () => {
    const s = await scenario()
    await withMoney(s, [1200, 1986])
    const out = async (format: 'docx' | 'md' | 'json' | 'txt') =>
      ((await s.as('director').call(summary.export, { term, format })) as Download).body as Buffer
    const json = JSON.parse((await out('json')).toString())
    expect(json.figures).toContainEqual(
      expect.objectContaining({
        metric: 'damage.paid',
        value: 3186,
        unit: '元',
        display: '3000余元',
        records: 2,
      }),
    )
    expect((await out('md')).toString()).toContain('/evidence?metric=damage.paid')
    expect((await out('txt')).toString()).toContain('3000余元')
    expect((await out('docx')).subarray(0, 2).toString()).toBe('PK')
  })

  it('has no dead end in its states', () => expect(machineFlaws(reportMachine)).toEqual([]))
})
