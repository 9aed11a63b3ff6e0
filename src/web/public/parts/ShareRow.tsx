import { useState } from 'react'
import { BigButton } from '../../ui/phone/index.ts'
import { schoolSlug } from '../net/call.ts'

/** The path with the school in it, where one server serves several. */
export const withSchool = (path: string): string =>
  schoolSlug && !path.includes('?') ? `${path}?s=${schoolSlug}` : path

/** Copies or shares the link of a page. In WeChat sharing is in the menu at the top right. */
export function ShareRow({ path, title }: { path: string; title: string }) {
  const [said, setSaid] = useState('')
  const url = new URL(withSchool(path), location.href).href
  const wechat = /MicroMessenger/i.test(navigator.userAgent)
  const copy = async () =>
    setSaid((await copyText(url)) ? '链接已复制，可以粘贴到微信里。' : `请长按复制：${url}`)
  return (
    <div className="zp-share">
      <BigButton kind="plain" onClick={() => void copy()}>
        复制进度链接
      </BigButton>
      {'share' in navigator && !wechat && (
        <BigButton kind="plain" onClick={() => void navigator.share({ title, url }).catch(() => undefined)}>
          发给别人
        </BigButton>
      )}
      <p className="zw-small zw-muted" aria-live="polite">
        {said || (wechat ? '也可以点右上角“…”，打开进度页后转发或收藏。' : '')}
      </p>
    </div>
  )
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

/** On a plain http address there is no clipboard, only the old command. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('readonly', '')
  area.style.cssText = 'position:fixed;opacity:0'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}
