import Plus from 'lucide-react/icons/plus'
import {
  Button,
  DueMark,
  FigureLine,
  KeyHint,
  LiveFigure,
  Money,
  Notice,
  PersonChip,
  QrCode,
  SealRow,
  StateTag,
  TONE_NAMES,
  type Tone,
  toast,
  When,
} from '../../ui/index.ts'
import './gallery.css'

const open = () => toast.note('这里打开明细')

/** Every small sign of the house on one page. */
export default function MarksPage() {
  return (
    <div className="g-page">
      <h1 className="g-title">记号</h1>
      <section>
        <h2>状态</h2>
        <p className="g-row">
          {(Object.entries(TONE_NAMES) as [Tone, string][]).map(([tone, name]) => (
            <StateTag key={tone} tone={tone} label={name} />
          ))}
        </p>
        <p className="g-row">
          {(Object.entries(TONE_NAMES) as [Tone, string][]).map(([tone, name]) => (
            <StateTag key={tone} tone={tone} label={name} framed />
          ))}
        </p>
      </section>
      <section>
        <h2>期限</h2>
        <p className="g-row">
          <DueMark dueAt="2025-11-30" />
          <DueMark dueAt="2025-11-23T17:00:00+08:00" />
          <DueMark dueAt="2025-11-22T17:00:00+08:00" />
          <DueMark dueAt="2025-11-22T11:00:00+08:00" />
          <DueMark dueAt="2025-11-19" />
          <DueMark dueAt="2025-11-19" pausedReason="等材料" />
          <DueMark dueAt="2025-11-20" doneAt="2025-11-19T10:00:00+08:00" />
          <DueMark dueAt="2025-11-18" doneAt="2025-11-20T10:00:00+08:00" />
        </p>
      </section>
      <section>
        <h2>活数字</h2>
        <p className="zw-prose">
          本学期共接报修{' '}
          <LiveFigure
            value={1286}
            unit="件"
            title="2025年秋季学期的报修单"
            asAt="2025-11-22T14:00:00+08:00"
            onOpen={open}
          />
          ， 办结 <LiveFigure value={1249} unit="件" title="其中已办结的" onOpen={open} />， 平均{' '}
          <LiveFigure value="1.6" unit="天" title="从报修到办结的天数，中位数" onOpen={open} />； 材料费{' '}
          <LiveFigure value="3.8万元" title="领用材料的金额合计" onOpen={open} />， 未记工时{' '}
          <LiveFigure value={undefined} title="没有人记过工时" onOpen={open} />。
        </p>
        <FigureLine
          label="今天的学校"
          items={[
            {
              key: 'r',
              label: '巡查',
              value: '11/13',
              title: '今天应巡与已巡',
              note: '漏2处',
              alarm: true,
              onOpen: open,
            },
            {
              key: 'b',
              label: '报修未结',
              value: 37,
              unit: '件',
              title: '还没有办结的报修单',
              note: '4件晚了',
              alarm: true,
              onOpen: open,
            },
            {
              key: 'f',
              label: '午餐就餐',
              value: 2418,
              unit: '人',
              title: '午餐刷卡人数',
              note: '留样齐全',
              onOpen: open,
            },
            {
              key: 'v',
              label: '在校访客',
              value: 5,
              unit: '人',
              title: '进门还没有出门的访客',
              onOpen: open,
            },
            {
              key: 'w',
              label: '昨日用水',
              value: 186,
              unit: '吨',
              title: '昨天总表用水量',
              note: '比上周同日多12%',
              onOpen: open,
            },
          ]}
        />
      </section>
      <section>
        <h2>签章</h2>
        <SealRow
          seals={[
            { name: '陆建华', role: '维修人', signedAt: '2025-11-21T09:00:00+08:00' },
            { name: '王丽', role: '报修人', signedAt: '2025-11-21T11:30:00+08:00' },
            { name: '陈国栋', role: '总务主任', signedAt: '2025-11-22' },
            { name: '欧阳文山', role: '分管副校长' },
          ]}
        />
      </section>
      <section>
        <h2>人、时间、金额、二维码、按键</h2>
        <p className="g-row">
          <PersonChip name="老陆" note="电工" />
          <PersonChip name="谭师傅" />
          <PersonChip name={undefined} nobody="还没派人" />
          <When at="2025-11-22T14:20:00+08:00" />
          <When at="2025-11-21T09:05:00+08:00" />
          <When at="2025-11-19" />
          <Money fen={123450} />
          <Money fen={3_800_000} short />
          <QrCode value="https://zw.example.edu.cn/r/BX-2025-000131" />
          <KeyHint keys="g r" />
          <KeyHint keys="Ctrl+Enter" />
        </p>
      </section>
      <section>
        <h2>按钮</h2>
        <p className="g-row">
          <Button kind="primary" icon={<Plus aria-hidden />}>
            报修
          </Button>
          <Button>打印</Button>
          <Button kind="quiet">看看</Button>
          <Button kind="danger">作废</Button>
          <Button kind="primary" busy>
            发送
          </Button>
          <Button disabled>不能按</Button>
          <Button onClick={() => toast.ok('已报，编号 BX-2025-000132，预计今天有人来')}>一句话</Button>
          <Button onClick={() => toast.undo('已派给老陆', () => toast.note('收回了'))}>可撤销</Button>
          <Button onClick={() => toast.fail('没有发出去：网络断了。内容还在，网络好了会自动再发。')}>
            失败
          </Button>
        </p>
        <Notice tone="waiting">这个房间昨天已经有人报过同样的问题。可以点“我也遇到了”，不必再报一次。</Notice>
      </section>
    </div>
  )
}
