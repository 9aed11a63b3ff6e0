import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import { Notice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { SelectInput } from '../../../web/ui/form/choices.tsx'
import { ImportSteps } from '../../../web/ui/imports/ImportSteps.tsx'
import { register } from '../contract.ts'
import type { StepProps } from './ImportWizard.tsx'
import type { Import } from './words.ts'

type Question = Import['questions'][number]

/** Third step: what only a person can tell, asked once a text and remembered. */
export function QuestionStep({ one, onStep }: StepProps) {
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const save = useCommand(register.setChoices)
  const preview = useCommand(register.preview)
  const answerOf = (question: Question): string | undefined =>
    answers[question.key] !== undefined ? answers[question.key] || undefined : (question.answer ?? undefined)
  const open = one.questions.filter(question => answerOf(question) === undefined).length
  const goOn = async (): Promise<void> => {
    try {
      if (Object.keys(answers).length > 0) {
        await save.mutateAsync({ id: one.id, version: one.version, choices: answers })
        await preview.mutateAsync({ id: one.id })
      }
      onStep(3)
    } catch (failure) {
      toast.fail((failure as Error).message)
    }
  }
  return (
    <ImportSteps
      title={`导入${one.kindTitle}：${one.fileName}`}
      step={2}
      onBack={() => onStep(1)}
      onNext={() => void goOn()}
      next="看看会发生什么"
      busy={save.isPending || preview.isPending}
    >
      {one.questions.length === 0 ? (
        <Notice tone="done">没有拿不准的内容。</Notice>
      ) : (
        <p className="zw-muted">
          共 {one.questions.length} 处，
          {open > 0 ? `还有 ${open} 处没有定。不答也可以继续，会照每处下面写的办。` : '都定了。'}
          答过的会记住，下次不再问。
        </p>
      )}
      <ol className="zw-questions">
        {one.questions.map(question => (
          <li key={question.key}>
            <div>
              <b>{question.title}</b>
              <blockquote>{question.text}</blockquote>
              <p className="zw-muted">
                {question.rows} 行，如{' '}
                {question.samples
                  .map(s => `${s.sheet} 第 ${s.row} 行${s.text ? `“${s.text}”` : ''}`)
                  .join('；')}
              </p>
            </div>
            <div>
              <SelectInput
                value={answerOf(question)}
                placeholder="请选"
                options={question.options.map(o => ({
                  value: o.value,
                  label: o.label,
                  ...(o.group ? { note: o.group } : {}),
                }))}
                onChange={value => setAnswers({ ...answers, [question.key]: value ?? '' })}
              />
              <p className="zw-muted">
                {question.remembered && answers[question.key] === undefined
                  ? '照上次的回答。'
                  : `不答：${question.otherwise}`}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </ImportSteps>
  )
}
