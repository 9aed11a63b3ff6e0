import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../../../web/api.ts'
import { ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { ImportProgress } from '../../../web/ui/imports/ImportParts.tsx'
import { ImportSteps } from '../../../web/ui/imports/ImportSteps.tsx'
import { register } from '../contract.ts'
import { DoneStep } from './DoneStep.tsx'
import { OutcomeStep } from './OutcomeStep.tsx'
import { QuestionStep } from './QuestionStep.tsx'
import { SheetsStep } from './SheetsStep.tsx'
import { type Import, isRunning, stepOf } from './words.ts'
import './imports.css'

const REFRESH_MS = 600

/** One import from what was understood to what was written; may be left at any point and found again. */
export default function ImportWizard() {
  const { id } = useParams({ strict: false }) as { id: string }
  const [chosen, setChosen] = useState<number | null>(null)
  const [watching, setWatching] = useState(true)
  const one = useRead(register.get, { id }, { keep: true, ...(watching ? { refreshMs: REFRESH_MS } : {}) })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  if (!one.data) return <Loading kind="rows" />
  const running = isRunning(one.data.state)
  if (running !== watching) setWatching(running)
  if (running) return <Running one={one.data} />
  const step = one.data.state === 'done' ? 4 : (chosen ?? stepOf(one.data))
  return <Step one={one.data} step={step} onStep={setChosen} />
}

export interface StepProps {
  one: Import
  onStep: (step: number | null) => void
}

function Step({ one, step, onStep }: StepProps & { step: number }) {
  if (one.state === 'discarded')
    return <ErrorNotice what="这次导入已经放弃" message="什么也没有写入。要重新导入，请再上传一次表格。" />
  if (step === 4) return <DoneStep one={one} />
  if (step === 3 && one.result) return <OutcomeStep one={one} onStep={onStep} />
  if (step === 2 && one.result) return <QuestionStep key={one.version} one={one} onStep={onStep} />
  return <SheetsStep key={one.version} one={one} onStep={onStep} />
}

const PHASES = {
  reading: '正在读表格……',
  waiting: '正在等另一份导入写完……',
  writing: '',
} as const

function Running({ one }: { one: Import }) {
  const { progress } = one
  const writing = one.state === 'committing'
  return (
    <ImportSteps title={one.fileName} step={writing ? 3 : 1}>
      <p>
        {writing ? '正在写入。全部写完才算数，中途断了就等于没做。' : '正在预演：照真的做一遍，再全部撤回。'}
      </p>
      {progress && progress.phase === 'writing' && progress.total > 0 ? (
        <ImportProgress
          done={progress.done}
          total={progress.total}
          startedAt={progress.startedAt}
          now={Date.now()}
        />
      ) : (
        <p role="status">{PHASES[progress?.phase ?? 'reading'] || '正在开始……'}</p>
      )}
    </ImportSteps>
  )
}
