import { LiveFigure, Paper, toast } from '../../ui/index.ts'

const F = (props: { v: number | string; u?: string; t: string }) => (
  <LiveFigure
    value={props.v}
    {...(props.u ? { unit: props.u } : {})}
    title={props.t}
    onOpen={() => toast.note(props.t)}
  />
)

/** The term's summary as the office paper it becomes. */
export default function PaperPage() {
  return (
    <Paper>
      <h1>2025年秋季学期总务处工作总结</h1>
      <p>
        本学期，总务处围绕“保教学、保安全、保生活”的要求开展工作，共接报修{' '}
        <F v={1286} u="件" t="本学期的报修单" />
        ，办结 <F v={1249} u="件" t="其中已办结的" />
        ，办结率 <F v="97.1%" t="办结除以报修" />。
      </p>
      <h2>一、维修服务</h2>
      <h3>（一）日常维修</h3>
      <p>
        一般故障平均 <F v="1.6" u="天" t="从报修到办结的天数" />
        办结，比上学期快 <F v="0.4" u="天" t="与上学期之差" />
        。用料 <F v="3.8万元" t="领用材料金额" />
        ，其中灯管 <F v={214} u="支" t="领用灯管数量" />。
      </p>
      <h3>（二）重复报修</h3>
      <p>
        同一地点三个月内重复报修 <F v={17} u="处" t="三个月内报过两次以上的地点" />
        ，已列入寒假大修计划。
      </p>
      <table>
        <thead>
          <tr>
            <th>工种</th>
            <th>报修</th>
            <th>办结</th>
            <th>平均天数</th>
          </tr>
        </thead>
        <tbody>
          {[
            ['电工', 512, 503, '1.2'],
            ['水工', 431, 420, '1.5'],
            ['木工', 196, 184, '2.6'],
          ].map(row => (
            <tr key={row[0]}>
              {row.map(c => (
                <td key={c}>{c}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <h2>二、安全管理</h2>
      <p>
        应巡 <F v={1560} u="次" t="计划的巡查" />
        ，实巡 <F v={1541} u="次" t="完成的巡查" />
        ，发现隐患 <F v={43} u="处" t="巡查发现的隐患" />
        ，销号 <F v={41} u="处" t="已经销号的" />。
      </p>
      <p className="paper-from">总务处</p>
      <p className="paper-from">2026年1月16日</p>
    </Paper>
  )
}
