import ScanLine from 'lucide-react/icons/scan-line'
import { useState } from 'react'
import { useScan } from '../../../../web/ui/index.ts'
import { codeFrom } from './seen.ts'

/** The camera, and a line for the number: typed, or sent by a scanner gun that ends with Enter. */
export function ScanBox({ onCode, disabled }: { onCode: (code: string) => void; disabled: boolean }) {
  const [text, setText] = useState('')
  const [letters, setLetters] = useState(false)
  const scan = useScan({
    label: '对准资产标签',
    instead: '或直接输编号',
    onText: text => onCode(codeFrom(text)),
  })
  const send = (): void => {
    const code = codeFrom(text)
    setText('')
    if (code) onCode(code)
  }
  return (
    <div className="zw-count-scan">
      {scan.view}
      <form
        onSubmit={e => {
          e.preventDefault()
          send()
        }}
      >
        <input
          aria-label="资产编号"
          placeholder={letters ? '整个编号' : '编号后四位'}
          value={text}
          maxLength={200}
          disabled={disabled}
          inputMode={letters ? 'text' : 'numeric'}
          autoCapitalize="characters"
          autoComplete="off"
          enterKeyHint="done"
          onChange={e => setText(e.target.value)}
        />
        <button type="submit" disabled={disabled || !text.trim()}>
          记
        </button>
        <button
          type="button"
          data-letters
          disabled={disabled}
          aria-pressed={letters}
          aria-label={letters ? '换数字键盘' : '换字母键盘'}
          onClick={() => setLetters(!letters)}
        >
          {letters ? '123' : 'ABC'}
        </button>
        <button type="button" data-scan disabled={disabled} onClick={scan.toggle}>
          <ScanLine aria-hidden />
          {scan.live ? '停' : '扫码'}
        </button>
      </form>
    </div>
  )
}
