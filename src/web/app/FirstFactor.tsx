import { EnrolFactor } from './EnrolFactor.tsx'
import './door.css'

/** The second factor that a role asks for, before anything else opens. */
export function FirstFactor({ name, onDone }: { name: string; onDone: () => void }) {
  return (
    <main className="zw-door">
      <section className="zw-door-sheet">
        <h1>{name}，请先设置动态码</h1>
        <p className="zw-muted">
          您的职务要求登录时除密码外，再输入手机上的动态码。密码被人看到，别人也进不来。设置一次，以后每次登录多按
          6 个数字。
        </p>
        <EnrolFactor hasOne={false} onDone={onDone} />
      </section>
    </main>
  )
}
