import { DueMark, FigureLine, PrintHead, StateTag, toast } from '../../ui/index.ts'
import { SCHOOL } from '../sample.ts'
import './desk.css'

const open = () => toast.note('这里打开')

const WANTS = [
  {
    title: '晚了的',
    rows: [
      {
        key: '1',
        what: '学生公寓3栋 405 水龙头关不严，地上有水',
        tag: { tone: 'doing', label: '在修' },
        due: '2025-11-22T12:00:00+08:00',
        who: '谭师傅',
      },
      {
        key: '2',
        what: '第一食堂 留样冰箱门封条老化，第2次催',
        tag: { tone: 'late', label: '整改超期' },
        due: '2025-11-19',
        who: '覃大勇',
      },
    ],
  },
  {
    title: '等我签的',
    rows: [
      {
        key: '3',
        what: '请购 T8 灯管 20 支，¥360.00，电工班',
        tag: { tone: 'waiting', label: '待审批' },
        due: '2025-11-23',
        who: '老陆',
      },
      {
        key: '4',
        what: '实训楼防水维修进度款 4.2万元，第2期',
        tag: { tone: 'waiting', label: '待会签' },
        due: '2025-11-24',
        who: '基建组',
      },
    ],
  },
  {
    title: '今天到期',
    rows: [
      {
        key: '5',
        what: '冷库温度报警，高职B楼后厨',
        tag: { tone: 'doing', label: '在修' },
        due: '2025-11-22T16:00:00+08:00',
        who: '老陆',
      },
      {
        key: '6',
        what: '电梯月度维保确认，图书馆 1 号梯',
        tag: { tone: 'waiting', label: '待确认' },
        due: '2025-11-22',
        who: '维保公司',
      },
    ],
  },
] as const

/** The pattern of the desk: what needs me, worst first, then the day's line. */
export default function DeskPage() {
  return (
    <div className="g-desk">
      <PrintHead school={SCHOOL} title="晨会单" by="陈国栋" />
      <h1>11月22日 星期六，第12周</h1>
      {WANTS.map(group => (
        <section key={group.title}>
          <h2>
            {group.title}
            <span>{group.rows.length}</span>
          </h2>
          <ul>
            {group.rows.map(r => (
              <li key={r.key}>
                <button type="button" onClick={open}>
                  <span className="g-desk-what">{r.what}</span>
                  <StateTag {...r.tag} />
                  <span className="zw-muted">{r.who}</span>
                  <DueMark dueAt={r.due} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
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
            label: '报修 进/出',
            value: '9/12',
            title: '今天新报与办结',
            note: '未结37件',
            onOpen: open,
          },
          {
            key: 'f',
            label: '午餐',
            value: 2418,
            unit: '人',
            title: '午餐刷卡人数',
            note: '留样齐全',
            onOpen: open,
          },
          { key: 'v', label: '在校访客', value: 5, unit: '人', title: '进门还没有出门的访客', onOpen: open },
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
    </div>
  )
}
