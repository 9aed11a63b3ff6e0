import { figureFor, type SummarySource } from '../../mechanisms/metric/index.ts'
import { say } from '../../mechanisms/metric/prose/doc.ts'
import { sentence } from '../../mechanisms/metric/prose/patterns/index.ts'

/** Under 物资采购: what was signed and how it was found; what was bought abroad and what the exemption saved. */
export const contractSummary: SummarySource = {
  id: 'contract',
  async contribute(ctx, { period }) {
    const signed = await figureFor(ctx, 'contract.signed', period)
    const sum = await figureFor(ctx, 'contract.signed_sum', period)
    const tendered = await figureFor(ctx, 'contract.tendered', period)
    const batches = await figureFor(ctx, 'contract.import_batches', period)
    const items = await figureFor(ctx, 'contract.imported_items', period)
    const saved = await figureFor(ctx, 'contract.duty_saved', period)
    const blocks = []
    if (signed.value > 0) {
      const found = tendered.value > 0 ? say`先问行情、后邀标询价${tendered}，` : []
      blocks.push(sentence('contract.signed', 'money', say`${found}签订合同${signed}，合同金额${sum}。`))
    } else if (tendered.value > 0)
      blocks.push(sentence('contract.tendered', 'money', say`先问行情、后邀标询价${tendered}。`))
    if (batches.value > 0)
      blocks.push(sentence('contract.imported', 'money', say`谈定进口设备${batches}、共${items}。`))
    if (saved.value > 0)
      blocks.push(sentence('contract.duty_saved', 'money', say`办理进口设备免税，节约${saved}。`))
    if (blocks.length === 0) return []
    return [
      {
        section: 'service',
        obligation: 'service.purchase',
        title: '合同与邀标',
        order: 27,
        blocks,
        missing: [],
      },
    ]
  },
}
