import { useState } from 'react'
import { Chart, DataTable, EvidenceDrawer, LiveFigure } from '../../ui/index.ts'

const MONTHS = ['9月', '10月', '11月', '12月', '1月']

/** Charts and the evidence beside them. */
export default function ChartPage() {
  const [open, setOpen] = useState(new URLSearchParams(location.search).has('drawer'))
  return (
    <div className="g-page">
      <section>
        <Chart
          kind="bar"
          title="用水量"
          unit="吨"
          sentence="11月用水比去年同月多 38%，多在学生公寓3栋"
          categories={MONTHS}
          series={[
            { key: 'now', name: '本学期', values: [4120, 4380, 5960, null, null] },
            { key: 'last', name: '去年同期', values: [4010, 4250, 4320, 4100, 2200], last: true },
          ]}
          onPointClick={() => setOpen(true)}
        />
      </section>
      <section>
        <Chart
          kind="line"
          title="报修与办结"
          unit="件"
          sentence="办结一直跟得上报修，期中考试那周少"
          categories={['第6周', '第7周', '第8周', '第9周', '第10周', '第11周', '第12周']}
          series={[
            { key: 'in', name: '报修', values: [98, 104, 121, 88, 96, 61, 102] },
            { key: 'out', name: '办结', values: [92, 101, 110, 97, 95, 64, 90] },
          ]}
          onPointClick={() => setOpen(true)}
        />
        <p className="zw-prose">
          这学期已经换灯管{' '}
          <LiveFigure value={214} unit="支" title="领用单里的灯管" onOpen={() => setOpen(true)} />。
        </p>
      </section>
      <EvidenceDrawer
        open={open}
        onClose={() => setOpen(false)}
        title="11月用水，按楼"
        note="来源：水表抄见，截至今天 06:00"
      >
        <DataTable
          label="11月用水"
          rows={[
            { id: '1', name: '学生公寓3栋', now: 1820, last: 760 },
            { id: '2', name: '第一食堂', now: 1410, last: 1390 },
            { id: '3', name: '教学A楼', now: 690, last: 702 },
          ]}
          rowKey={r => r.id}
          columns={[
            { key: 'name', title: '楼栋', render: r => r.name },
            { key: 'now', title: '本月', figure: true, render: r => r.now.toLocaleString() },
            { key: 'last', title: '去年同月', figure: true, render: r => r.last.toLocaleString() },
          ]}
          totals={{ name: '合计', now: '3,920', last: '2,852' }}
          density="dense"
          empty="没有"
        />
      </EvidenceDrawer>
    </div>
  )
}
