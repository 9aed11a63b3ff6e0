import ArrowLeft from 'lucide-react/icons/arrow-left'
import {
  askReason,
  ButtonLink,
  type Fact,
  Facts,
  Notice,
  PersonChip,
  PhotoStrip,
  PrintHead,
  SignatureBoxes,
  Slip,
  Timeline,
  type TimelineEvent,
  toast,
  When,
} from '../../ui/index.ts'
import { picture, SCHOOL } from '../sample.ts'

const FACTS: Fact[] = [
  { label: '地点', value: '高职B楼 3层 312', note: '电工电子实训室，48 座' },
  { label: '故障', value: '灯管不亮，闪了两天，靠窗一排共 3 支' },
  { label: '报修人', value: <PersonChip name="王丽" note="电子组教师 · 139****6021" /> },
  { label: '报修时间', value: <When at="2025-11-20T08:12:00+08:00" /> },
  { label: '工种', value: '电工' },
  { label: '派给', value: <PersonChip name="老陆" note="手上 4 件" /> },
  { label: '服务承诺', value: '一般故障 2 个工作日', note: '停表原因：等材料，11月21日 09:10 起' },
  {
    label: '照片',
    block: true,
    value: (
      <PhotoStrip
        photos={[
          { key: 'a', src: picture(60, '灯管'), caption: '报修时' },
          { key: 'b', src: picture(200, '门牌 312'), caption: '门牌' },
          { key: 'c', src: picture(20, '镇流器'), caption: '拆开看' },
        ]}
      />
    ),
  },
]

const EVENTS: TimelineEvent[] = [
  {
    key: '5',
    at: '2025-11-21T09:10:00+08:00',
    who: '老陆',
    what: '停表，等材料',
    detail: 'T8 灯管 18W 库存 0 支，已请购 20 支，预计11月24日到',
    tone: 'waiting',
  },
  {
    key: '4',
    at: '2025-11-21T08:40:00+08:00',
    who: '老陆',
    what: '到现场看了',
    photos: [{ key: 'c', src: picture(20, '镇流器') }],
    tone: 'doing',
  },
  { key: '3', at: '2025-11-20T10:02:00+08:00', who: '老陆', what: '接单', tone: 'doing' },
  { key: '2', at: '2025-11-20T08:30:00+08:00', who: '值班室', what: '派给老陆', tone: 'doing' },
  { key: '1', at: '2025-11-20T08:12:00+08:00', who: '王丽', what: '扫门牌码报修', tone: 'waiting' },
]

/** The pattern of a document page. */
export default function SlipPage() {
  return (
    <>
      <PrintHead school={SCHOOL} title="报修单" by="陈国栋" />
      <Slip
        back={
          <ButtonLink kind="quiet" href="?page=list" icon={<ArrowLeft aria-hidden />}>
            报修单
          </ButtonLink>
        }
        kind="报修单"
        number="BX-2025-000131"
        url="https://zw.example.edu.cn/r/BX-2025-000131"
        sentence="高职B楼 312 灯管不亮，第3天，等材料"
        state={{ tone: 'waiting', label: '等材料' }}
        due={{ dueAt: '2025-11-22T17:00:00+08:00', pausedReason: '等材料' }}
        notice={
          <Notice tone="waiting">
            同一房间上个月修过一次灯管（BX-2025-000087）。两次以上，建议连同镇流器一起换。
          </Notice>
        }
        timeline={<Timeline title="经过" events={EVENTS} />}
        seals={[
          { name: '陆建华', role: '维修人', signedAt: '2025-11-21' },
          { name: '王丽', role: '报修人' },
          { name: '陈国栋', role: '总务主任' },
        ]}
        actions={[
          {
            key: 'void',
            label: '作废',
            danger: true,
            allowed: true,
            confirm: { title: '作废 BX-2025-000131？', body: '作废后不再派工，报修人会收到通知。记录保留。' },
            onRun: () => toast.ok('已作废，已告诉王丽'),
          },
          {
            key: 'reassign',
            label: '改派',
            allowed: true,
            onRun: () =>
              askReason({
                title: '为什么改派？',
                ok: '改派',
                suggestions: ['人手不够', '不是这个工种', '本人请假'],
              }).then(r => r && toast.undo(`已改派：${r}`, () => {})),
          },
          {
            key: 'accept',
            label: '验收',
            allowed: false,
            why: '还没有修完，不能验收。老陆完工后，王丽或您就可以验收。',
            onRun: () => {},
          },
          {
            key: 'finish',
            label: '材料到了，继续修',
            kind: 'primary',
            allowed: true,
            onRun: () => new Promise(done => setTimeout(done, 900)),
          },
        ]}
      >
        <Facts facts={FACTS} />
      </Slip>
      <SignatureBoxes places={['报修人验收', '维修人', '总务处']} />
    </>
  )
}
