import { useState } from 'react'
import { Button } from '../base/Button.tsx'
import { useStore } from '../base/store.ts'
import { type PendingQuestion, questionStore } from './confirm.ts'
import { Dialog } from './Dialog.tsx'
import './confirm.css'

/** Where `confirm` and `askReason` appear; `UiRoot` holds one. */
export function ConfirmHost() {
  const question = useStore(questionStore)
  return question ? <Question key={question.title} question={question} /> : null
}

function Question({ question: q }: { question: PendingQuestion }) {
  const [reason, setReason] = useState('')
  const missing = q.wantsReason && !q.optional && reason.trim() === ''
  return (
    <Dialog
      open
      onClose={() => q.answer(undefined)}
      title={q.title}
      foot={
        <>
          <Button onClick={() => q.answer(undefined)}>{q.cancel ?? '先不'}</Button>
          <Button
            kind={q.danger ? 'danger' : 'primary'}
            disabled={missing}
            data-first={(!q.wantsReason && !q.danger) || undefined}
            onClick={() => q.answer(reason.trim())}
          >
            {q.ok}
          </Button>
        </>
      }
    >
      {q.body && <p className="zw-muted">{q.body}</p>}
      {q.wantsReason && (
        <div className="zw-reason">
          {q.suggestions && (
            <div className="zw-reason-usual">
              {q.suggestions.map(s => (
                <button key={s} type="button" aria-pressed={reason === s} onClick={() => setReason(s)}>
                  {s}
                </button>
              ))}
            </div>
          )}
          <label>
            <span>{q.label ?? '原因'}</span>
            <textarea data-first rows={3} value={reason} onChange={e => setReason(e.target.value)} />
          </label>
        </div>
      )}
    </Dialog>
  )
}
