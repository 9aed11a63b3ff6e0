import { Link } from '@tanstack/react-router'
import type { Answer } from '../../../web/api.ts'
import type { procurement } from '../contract.ts'
import './procurement.css'

type Path = Answer<typeof procurement.get>['path']
const WORDS = { done: '已办', now: '正在办', ahead: '还没到', stopped: '停在这里', none: '不用' } as const

/** How far the request has come, in one line: 申请 ● 批准 ● 询价 ◐ 下单 ○ … */
export const PathLine = ({ path }: { path: Path }) => (
  <ol className="zw-buy-path" aria-label="办到哪一步">
    {path.map(step => (
      <li key={step.step} data-state={step.state}>
        <span className="zw-buy-dot" role="img" aria-label={WORDS[step.state]} />
        <b>{step.href ? <Link to={step.href}>{step.title}</Link> : step.title}</b>
        {step.detail && <small>{step.detail}</small>}
      </li>
    ))}
  </ol>
)
