import { useState } from 'react'
import { download, useCommand } from '../../../web/api.ts'
import { go } from '../../../web/app/go.ts'
import { Button } from '../../../web/ui/base/Button.tsx'
import { confirm } from '../../../web/ui/feedback/confirm.ts'
import { Notice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { ChoiceInput } from '../../../web/ui/form/choices.tsx'
import { OutcomeTable } from '../../../web/ui/imports/ImportParts.tsx'
import { ImportSteps } from '../../../web/ui/imports/ImportSteps.tsx'
import { register } from '../contract.ts'
import type { StepProps } from './ImportWizard.tsx'
import { ResultSheets } from './ResultSheets.tsx'
import { RowsTable } from './RowsTable.tsx'
import type { ImportRow } from './words.ts'

type Mode = 'all-or-nothing' | 'good-rows'

const MODES: readonly { value: Mode; label: string }[] = [
  { value: 'good-rows', label: '只导入没有问题的行' },
  { value: 'all-or-nothing', label: '全部没有问题才导入' },
]

/** Fourth step: counts that add up, every row that stays out with its reason, and the word to go. */
export function OutcomeStep({ one, onStep }: StepProps) {
  const [mode, setMode] = useState<Mode>(one.mode ?? 'good-rows')
  const [shown, setShown] = useState<ImportRow['status'] | null>(one.refused > 0 ? 'refused' : null)
  const commit = useCommand(register.commit)
  const discard = useCommand(register.discard)
  const blocked = blockedWhy(one.imported, one.refused, mode)

  const write = (): void =>
    commit.mutate(
      { id: one.id, mode },
      { onError: error => toast.fail(error.message), onSuccess: () => onStep(null) },
    )
  const giveUp = async (): Promise<void> => {
    const sure = await confirm({
      title: '放弃这次导入？',
      body: '什么也不会写入，上传的表格也不再保留在列表里。',
      ok: '放弃',
      danger: true,
    })
    if (sure)
      discard.mutate(
        { id: one.id },
        { onSuccess: () => go('/imports'), onError: error => toast.fail(error.message) },
      )
  }
  return (
    <ImportSteps
      title={`导入${one.kindTitle}：${one.fileName}`}
      step={3}
      onBack={() => onStep(one.questions.length > 0 ? 2 : 1)}
      onNext={write}
      next={`写入 ${one.imported.toLocaleString('zh-CN')} 行`}
      blocked={blocked}
      busy={commit.isPending}
    >
      {one.error && <Notice tone="late">{one.error}</Notice>}
      <OutcomeTable
        total={one.rowsRead}
        outcomes={[
          {
            label: '会导入',
            count: one.imported,
            note: '已照真的做过一遍，再撤回了',
            onOpen: () => setShown('ready'),
          },
          {
            label: '不能导入',
            count: one.refused,
            note: one.refused ? '原因见下表，可下载改好再导' : '',
            onOpen: () => setShown('refused'),
          },
          {
            label: '跳过',
            count: one.skipped,
            note: one.skipped ? '合计行、重复的行，各有原因' : '',
            onOpen: () => setShown('skipped'),
          },
        ]}
      />
      {one.refused > 0 && (
        <ChoiceInput
          id="import-mode"
          value={mode}
          options={MODES}
          onChange={value => setMode((value as Mode) ?? mode)}
        />
      )}
      <ResultSheets one={one} />
      {shown && <RowsTable id={one.id} status={shown} onClose={() => setShown(null)} />}
      <p>
        {one.refused + one.skipped > 0 && (
          <Button
            onClick={() =>
              void download(register.downloadErrors, { id: one.id }).catch(e => toast.fail(e.message))
            }
          >
            下载没有导入的行
          </Button>
        )}
        <Button kind="quiet" onClick={() => void giveUp()}>
          放弃导入
        </Button>
      </p>
    </ImportSteps>
  )
}

function blockedWhy(imported: number, refused: number, mode: Mode): string | undefined {
  if (imported === 0) return refused > 0 ? '没有一行可以导入' : '没有新的内容要写'
  return mode === 'all-or-nothing' && refused > 0 ? `有 ${refused} 行不能导入` : undefined
}
