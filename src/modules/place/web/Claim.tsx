import { useState } from 'react'
import { type CallError, call, useCommand } from '../../../web/api.ts'
import { Button } from '../../../web/ui/base/Button.tsx'
import { ErrorNotice, Notice } from '../../../web/ui/feedback/Notices.tsx'
import { type Choice, PlacePicker } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { TextInput } from '../../../web/ui/form/inputs.tsx'
import { useScan } from '../../../web/ui/scan/use-scan.tsx'
import { place } from '../contract.ts'
import { readCode } from '../rules.ts'
import { searchPlaces } from './pickers.ts'
import './places.css'

/** Says where a blank label hangs: scan it, choose the place, next. */
export default function Claim() {
  const [code, setCode] = useState<string>()
  const [done, setDone] = useState<{ code: string; fullName: string }[]>([])
  return (
    <section className="zw-claim" aria-label="登记二维码">
      <h1>登记二维码</h1>
      {code === undefined ? (
        <FindCode first={done.length === 0} onFound={setCode} />
      ) : (
        <ChoosePlace
          code={code}
          onBack={() => setCode(undefined)}
          onDone={claimed => {
            setDone(list => [claimed, ...list])
            setCode(undefined)
          }}
        />
      )}
      {done.length > 0 && (
        <ul className="zw-claim-done" aria-label="刚登记的">
          {done.map(item => (
            <li key={item.code}>
              <span className="zw-num">{item.code}</span> {item.fullName}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A blank code, scanned or typed; what it cannot be is said at once. */
function FindCode({ first, onFound }: { first: boolean; onFound: (code: string) => void }) {
  const [text, setText] = useState(() =>
    first ? (new URLSearchParams(location.search).get('code') ?? '') : '',
  )
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const check = async (typed: string): Promise<void> => {
    const code = readCode(typed)
    if (!code) return setError('要 8 位字母和数字，在二维码下面。请对照标签再输一次。')
    setBusy(true)
    try {
      const seen = await call(place.byCode, { code })
      if (seen.state === 'blank') onFound(code)
      else setError(`这张已经贴在${seen.place?.fullName ?? '别处'}，不用再登记。`)
    } catch (failure) {
      setError((failure as CallError).message)
    } finally {
      setBusy(false)
    }
  }
  const scan = useScan({
    label: '对准标签上的二维码',
    instead: '或直接输标签上的码',
    onText: found => {
      scan.stop()
      setText(readCode(found) ?? found)
      void check(found)
    },
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void check(text)
      }}
    >
      {scan.view}
      <Field id="claim-code" label="标签上的码" error={error} hint="在二维码图案旁边，8 位字母和数字">
        <TextInput
          value={text}
          onChange={value => {
            setText(value)
            setError(undefined)
          }}
          placeholder="如 abcd2345"
          maxLength={200}
        />
      </Field>
      <p className="zw-claim-buttons">
        <Button wide onClick={scan.toggle}>
          {scan.live ? '不扫了' : '扫码'}
        </Button>
        <Button kind="primary" wide busy={busy} type="submit">
          下一步
        </Button>
      </p>
    </form>
  )
}

interface ChoosePlaceProps {
  code: string
  onBack: () => void
  onDone: (claimed: { code: string; fullName: string }) => void
}

function ChoosePlace({ code, onBack, onDone }: ChoosePlaceProps) {
  const claim = useCommand(place.claimCode)
  const [chosen, setChosen] = useState<Choice>()
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (chosen) claim.mutate({ code, placeId: chosen.value }, { onSuccess: onDone })
      }}
    >
      <Notice>
        <b className="zw-num">{code}</b> 是空白码，还没登记。
      </Notice>
      {claim.error && <ErrorNotice message={claim.error.message} />}
      <Field id="claim-place" label="贴在哪里" hint="如 学5幢311、食堂、南大门">
        <PlacePicker value={chosen} onChange={setChosen} search={searchPlaces()} />
      </Field>
      <p className="zw-claim-buttons">
        <Button wide onClick={onBack}>
          换一张
        </Button>
        <Button kind="primary" wide type="submit" busy={claim.isPending} disabled={!chosen}>
          登记
        </Button>
      </p>
    </form>
  )
}
