import { renderToStaticMarkup as html } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { CardRows } from './CardRows.tsx'
import type { Column } from './columns.ts'
import { DataTable, type DataTableProps } from './DataTable.tsx'

interface Row {
  id: string
  what: string
  cost: number
}

const COLUMNS: Column<Row>[] = [
  { key: 'what', title: '什么', always: true, render: r => r.what },
  { key: 'cost', title: '材料费', figure: true, sortable: true, render: r => r.cost },
  { key: 'note', title: '备注', spare: true, render: () => '无' },
]
const ROWS: Row[] = [
  { id: '1', what: '灯管不亮', cost: 36 },
  { id: '2', what: '下水堵', cost: 42 },
]
const table = (over: Partial<DataTableProps<Row>> = {}): string =>
  html(
    <DataTable
      label="报修单"
      rows={ROWS}
      rowKey={r => r.id}
      columns={COLUMNS}
      empty="还没有报修单"
      {...over}
    />,
  )

describe('a list', () => {
  test('while waiting, empty, or failing says so', () => {
    expect(table({ rows: undefined })).toContain('正在取')
    expect(table({ rows: [] })).toContain('还没有报修单')
    const failed = table({ error: { message: '网络不通。请检查网络后再试。', onRetry: () => {} } })
    expect(failed).toContain('role="alert"')
    expect(failed).toContain('再试一次')
  })

  test('is one table with heads, rows and totals under their columns', () => {
    const markup = table({ totals: { what: '合计 2 件', cost: 78 } })
    expect(markup.match(/<table/g)).toHaveLength(1)
    expect(markup.match(/<th /g)).toHaveLength(2)
    expect(markup).toMatch(/<tfoot><tr><td[^>]*>合计 2 件<\/td><td class="zw-cell-figure">78<\/td>/)
  })

  test('spare columns wait to be chosen', () => {
    expect(table()).not.toContain('备注')
    expect(table({ chosenColumns: ['note'] })).toContain('备注')
  })

  test('on a phone has its buttons beside the card that opens the row, never inside it', () => {
    const markup = html(
      <CardRows
        label="付款"
        rows={ROWS.slice(0, 1)}
        rowKey={r => r.id}
        columns={COLUMNS}
        empty=""
        onOpen={() => {}}
        renderCardActions={() => <button type="button">付款</button>}
      />,
    )
    expect(markup).toMatch(
      /<\/button><span class="zw-card-do"><button type="button">付款<\/button><\/span><\/li>/,
    )
    expect(markup.match(/<button/g)).toHaveLength(2)
  })

  test('tells how it is sorted', () => {
    const markup = table({ sort: { key: 'cost', dir: 'desc' }, onSort: () => {} })
    expect(markup).toContain('aria-sort="descending"')
    expect(table()).not.toContain('aria-sort')
  })

  test('has a box only for rows with which something can be done', () => {
    const boxes = (mayChoose?: (key: string) => boolean) =>
      table({ selection: { chosen: [], onChange: () => {}, ...(mayChoose ? { mayChoose } : {}) } }).match(
        /type="checkbox" aria-label="[^"]+"/g,
      )
    expect(boxes()).toHaveLength(3)
    expect(boxes(key => key === '2')).toHaveLength(2)
    expect(boxes(() => false)).toBeNull()
  })

  test('marks what is chosen and counts how far one has come', () => {
    const markup = table({
      selection: { chosen: ['2'], onChange: () => {} },
      more: { shown: 2, total: 1286, onMore: () => {} },
    })
    expect(markup).toMatch(/<tr data-row="2" data-chosen="true"/)
    expect(markup).not.toMatch(/<tr data-row="1" data-chosen/)
    expect(markup).toContain('已显示 2 条，共 1,286 条')
    expect(table({ more: { shown: 2, total: 2 } })).toContain('共 2 条，都在这里了')
  })
})
