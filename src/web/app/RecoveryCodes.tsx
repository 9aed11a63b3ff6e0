import { useState } from 'react'
import { Button } from '../ui/base/Button.tsx'

/** Shown once: codes for the day on which the telephone is lost. */
export function RecoveryCodes(props: { codes: readonly string[]; onDone: () => void }) {
  const [kept, setKept] = useState(false)
  return (
    <div className="zw-codes">
      <p>
        手机丢了、换了，用下面的<b>恢复码</b>登录，每个只能用一次。请打印或抄下来锁好，<b>关掉后就看不到了</b>
        。
      </p>
      <ol className="zw-codes-list">
        {props.codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Button onClick={() => window.print()}>打印</Button>
      <label className="zw-codes-kept">
        <input type="checkbox" checked={kept} onChange={event => setKept(event.target.checked)} />
        我已经收好了
      </label>
      <Button kind="primary" wide disabled={!kept} onClick={props.onDone}>
        完成
      </Button>
    </div>
  )
}
