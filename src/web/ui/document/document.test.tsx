import { renderToStaticMarkup as html } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { FixedNow } from '../time/Now.tsx'
import { type Action, ActionBar } from './ActionBar.tsx'
import { Facts } from './Facts.tsx'
import { Slip } from './Slip.tsx'
import { Timeline } from './Timeline.tsx'

const NOW = new Date('2026-11-22T14:30:00+08:00')
const action = (over: Partial<Action>): Action => ({
  key: 'accept',
  label: '验收',
  allowed: true,
  onRun: () => {},
  ...over,
})

describe('actions', () => {
  test('a refusal with a reason stays, reachable and explained', () => {
    const markup = html(<ActionBar actions={[action({ allowed: false, why: '还没有修完，不能验收。' })]} />)
    expect(markup).toContain('aria-disabled="true"')
    expect(markup).toContain('aria-label="验收，不能做：还没有修完，不能验收。"')
    expect(markup).not.toContain(' disabled=')
  })

  test('a refusal without a reason is absent, and with it an empty bar', () => {
    expect(html(<ActionBar actions={[action({ allowed: false })]} />)).toBe('')
  })

  test('the main action stands last', () => {
    const markup = html(
      <ActionBar actions={[action({ kind: 'primary' }), action({ key: 'print', label: '打印' })]} />,
    )
    expect(markup.indexOf('打印')).toBeLessThan(markup.indexOf('验收'))
  })
})

test('a fact that nobody gave is a dash; zero is a fact', () => {
  const markup = html(
    <Facts
      facts={[
        { label: '材料费', value: undefined },
        { label: '数量', value: 0 },
      ]}
    />,
  )
  expect(markup).toMatch(/材料费<\/dt><dd><span[^>]*>—/)
  expect(markup).toMatch(/数量<\/dt><dd>0/)
})

test('a slip carries number, sentence, state, clock, code, seals and actions', () => {
  const markup = html(
    <FixedNow now={NOW}>
      <Slip
        kind="报修单"
        number="BX-2026-000123"
        url="https://zw.example.edu.cn/r/1"
        sentence="高职B楼 312 灯管不亮，第2天，等材料"
        state={{ tone: 'waiting', label: '等材料' }}
        due={{ dueAt: '2026-11-22' }}
        timeline={<Timeline events={[{ key: '1', at: NOW, who: '老陆', what: '接单' }]} />}
        seals={[{ name: '王丽', role: '报修人' }]}
        actions={[action({})]}
      >
        <Facts facts={[]} />
      </Slip>
    </FixedNow>,
  )
  expect(markup).toContain('打印')
  for (const word of ['报修单', 'BX-2026-000123', '等材料', '今天到期', '老陆', '等报修人王丽签', '验收'])
    expect(markup).toContain(word)
  const [, labelled] = /<article[^>]*aria-labelledby="([^"]+)"/.exec(markup) ?? []
  expect(markup).toContain(`<h1 id="${labelled}">高职B楼 312`)
})
