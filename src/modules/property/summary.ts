import { figureFor, type SummarySource } from '../../mechanisms/metric/index.ts'
import { between, type Inline, say } from '../../mechanisms/metric/prose/doc.ts'
import { nothingRecorded, sentence } from '../../mechanisms/metric/prose/patterns/index.ts'

/** 登记与盘点: who registered at the beginning of the term, what the review at its end found. */
export const propertySummary: SummarySource = {
  id: 'property',
  async contribute(ctx, { period }) {
    const classes = await figureFor(ctx, 'property.classes', period)
    const rooms = await figureFor(ctx, 'property.rooms', period)
    const offices = await figureFor(ctx, 'property.offices', period)
    const reviewed = await figureFor(ctx, 'property.reviewed', period)
    const differences = await figureFor(ctx, 'property.differences', period)
    const charged = await figureFor(ctx, 'property.charged', period)
    const unsettled = await figureFor(ctx, 'property.unsettled', period)
    const place = {
      section: 'assets',
      obligation: 'assets.register',
      title: '财产登记与复查',
      order: 20,
    } as const
    const holders: Inline[][] = []
    if (classes.value > 0) holders.push(say`${classes}班级`)
    if (rooms.value > 0) holders.push(say`${rooms}寝室和专用室`)
    if (offices.value > 0) holders.push(say`${offices}处室`)
    const opening =
      holders.length > 0
        ? say`开学初对${between(holders, '、')}逐一进行校产登记，由学生、班主任、室长和总务处签字，责任落实到人`
        : []
    const closing =
      reviewed.value > 0
        ? say`期末对照登记复查${reviewed}，${
            differences.value > 0
              ? say`查出缺损和变动${differences}${unsettled.value > 0 ? say`，还有${unsettled}没有说明原因` : '，都说明了原因'}`
              : say`件件相符`
          }${charged.value > 0 ? say`，其中${charged}按损坏赔偿处理` : []}`
        : []
    const parts = [opening, closing].filter(part => part.length > 0)
    if (parts.length === 0)
      return [{ ...place, ...nothingRecorded('property.sheets', period, '班级、寝室财产登记') }]
    return [
      {
        ...place,
        blocks: [sentence('property.sheets', 'P1', say`${between(parts, '；')}。`)],
        missing: [],
      },
    ]
  },
}
