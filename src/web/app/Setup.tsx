import { type FormEvent, useState } from 'react'
import { Button } from '../ui/base/Button.tsx'
import { ErrorNotice } from '../ui/feedback/Notices.tsx'
import { TextInput } from './TextInput.tsx'
import './door.css'

const FIELDS = [
  { key: 'name', label: '学校全称', hint: '印在总结、通知和表单的抬头上' },
  { key: 'shortName', label: '简称', hint: '印在二维码标签上，如“一职校”' },
  { key: 'slug', label: '代码', hint: '小写字母和数字，如 yizhi；网址里用，定了就不改' },
  { key: 'personName', label: '您的姓名', hint: '您将是总务主任兼系统管理员，以后可以交给别人' },
  { key: 'login', label: '登录名', hint: '如 director' },
  { key: 'password', label: '密码', hint: '至少 8 位' },
] as const

type Values = Record<(typeof FIELDS)[number]['key'], string>

/** The first hour of a real school: one page, then the director is inside and the rest is imported. */
export function Setup({ onDone }: { onDone: () => void }) {
  const [values, setValues] = useState<Values>({
    name: '',
    shortName: '',
    slug: '',
    personName: '',
    login: '',
    password: '',
  })
  const [error, setError] = useState<{ message: string; fields?: Record<string, string> } | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    const response = await fetch('/api/setup.create', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(values),
    }).catch(() => null)
    if (response?.ok) return onDone()
    setBusy(false)
    setError(
      (await response?.json().catch(() => null)) ?? { message: '网络不通，填的内容还在，请再点一次。' },
    )
  }
  return (
    <main className="zw-door">
      <section className="zw-door-sheet" data-wide>
        <p className="zw-door-mark" aria-hidden>
          总务
        </p>
        <h1>建立您的学校</h1>
        <p className="zw-muted">填完这一页就能用。学期、作息先按常规生成，楼房、人员可以之后从表格导入。</p>
        <p className="zw-muted">
          建好以后，请到“我的账号”给自己加一道动态码；管理员、校领导、会计和出纳也都应当加。
        </p>
        <form onSubmit={event => void submit(event)} className="zw-door-form" data-columns>
          {FIELDS.map(field => (
            <TextInput
              key={field.key}
              label={field.label}
              hint={field.hint}
              error={error?.fields?.[field.key]}
              type={field.key === 'password' ? 'password' : 'text'}
              value={values[field.key]}
              onChange={value => setValues(old => ({ ...old, [field.key]: value }))}
              required
            />
          ))}
          {error && <ErrorNotice message={error.message} />}
          <Button type="submit" kind="primary" wide busy={busy}>
            建立学校
          </Button>
        </form>
      </section>
    </main>
  )
}
