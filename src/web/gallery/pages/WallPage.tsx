import { DueMark, FixedNow, UiRoot, WallFigure, WallFrame, WallList } from '../../ui/index.ts'
import { NOW, ORDERS, SCHOOL } from '../sample.ts'

const refresh = () => {}

/** The office's screen. */
export default function WallPage() {
  return (
    <UiRoot>
      <FixedNow now={NOW}>
        <WallFrame school={SCHOOL} title="总务今日" asAt={NOW.toISOString()} onRefresh={refresh}>
          <WallFigure label="报修未结" value={37} unit="件" note="4件晚了" tone="late" />
          <WallFigure label="今日办结" value={12} unit="件" note="新报9件" />
          <WallFigure label="巡查" value="11/13" note="漏2处" tone="waiting" />
          <WallFigure label="在校访客" value={5} unit="人" note="最久 3小时" />
          <WallList title="最急的">
            {ORDERS.slice(0, 6).map(o => (
              <li key={o.id}>
                <span>
                  {o.place} {o.what}
                </span>
                <DueMark dueAt={o.dueAt} pausedReason={o.paused} />
              </li>
            ))}
          </WallList>
          <WallList title="今天值班">
            <li>
              <span>总值班</span>
              <span>陈国栋</span>
            </li>
            <li>
              <span>维修</span>
              <span>老陆、谭师傅</span>
            </li>
            <li>
              <span>门卫夜班</span>
              <span>赵班长、钱师傅</span>
            </li>
            <li>
              <span>宿管</span>
              <span>李敏</span>
            </li>
          </WallList>
        </WallFrame>
      </FixedNow>
    </UiRoot>
  )
}
