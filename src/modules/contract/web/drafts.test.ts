import { describe, expect, it } from 'vitest'
import { emptyLine, type LineDraft, linesProblem, type PartDraft, planProblem } from './drafts.ts'

const line: LineDraft = { key: 0, name: '遮光窗帘', quantity: 2, measure: '批', priceFen: 1_900_000 }
const part: PartDraft = { key: 0, title: '第 1 期', dueOn: '2026-12-31', amountFen: 3_800_000 }

describe('a contract that is drafted', () => {
  it('needs one whole line, and says what a half written one lacks', () => {
    expect(linesProblem([line, emptyLine(1)])).toEqual({})
    expect(linesProblem([emptyLine(0)]).lines).toContain('至少写一行')
    expect(linesProblem([line, { ...line, key: 1, name: '窗帘杆', priceFen: undefined }]).lines).toContain(
      '“窗帘杆”还没有填单价',
    )
  })

  it('does not lose a part of its payment plan because a day is missing', () => {
    expect(planProblem([line], [])).toEqual({})
    expect(planProblem([line], [part])).toEqual({})
    expect(planProblem([line], [{ ...part, dueOn: undefined }]).plan).toContain('第 1 期还没有填日期')
    expect(planProblem([line], [{ ...part, amountFen: 3_000_000 }]).plan).toContain('少 ¥8,000.00')
  })
})
