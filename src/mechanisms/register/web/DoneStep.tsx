import { useState } from 'react'
import { download } from '../../../web/api.ts'
import { Button, ButtonLink } from '../../../web/ui/base/Button.tsx'
import { Notice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { OutcomeTable } from '../../../web/ui/imports/ImportParts.tsx'
import { ImportSteps } from '../../../web/ui/imports/ImportSteps.tsx'
import { register } from '../contract.ts'
import { ResultSheets } from './ResultSheets.tsx'
import { RowsTable } from './RowsTable.tsx'
import type { Import, ImportRow, KindLine } from './words.ts'

/** What was written, and the way to it. */
export function DoneStep({ one }: { one: Import }) {
  const [shown, setShown] = useState<ImportRow['status'] | null>(null)
  const left = one.refused + one.skipped
  return (
    <ImportSteps title={`导入${one.kindTitle}：${one.fileName}`} step={4}>
      <Notice tone="done">
        {one.imported > 0
          ? `已写入 ${written(one)}${one.result ? `，用时 ${(one.result.elapsedMs / 1000).toFixed(1)} 秒` : ''}。`
          : '没有新的内容，什么也没有写入。'}
      </Notice>
      <OutcomeTable
        total={one.rowsRead}
        outcomes={[
          { label: '已导入', count: one.imported, onOpen: () => setShown('imported') },
          { label: '不能导入', count: one.refused, onOpen: () => setShown('refused') },
          { label: '跳过', count: one.skipped, onOpen: () => setShown('skipped') },
        ]}
      />
      <ResultSheets one={one} />
      {shown && <RowsTable id={one.id} status={shown} onClose={() => setShown(null)} />}
      <p className="zw-import-links">
        {filled(one).map(
          ({ kind }, i) =>
            kind.listPath && (
              <ButtonLink key={kind.id} kind={i === 0 ? 'primary' : 'plain'} href={kind.listPath}>
                打开{kind.title}
              </ButtonLink>
            ),
        )}
        {left > 0 && (
          <Button
            onClick={() =>
              void download(register.downloadErrors, { id: one.id }).catch(e => toast.fail(e.message))
            }
          >
            下载没有导入的行
          </Button>
        )}
        <ButtonLink href={`/imports/new/${one.kind}`}>再导入一份</ButtonLink>
      </p>
    </ImportSteps>
  )
}

/** The registers that got something, each with how many. */
const filled = (one: Import): { kind: KindLine; rows: number }[] =>
  one.kinds.flatMap(kind => {
    const sheets = one.result?.sheets.filter(sheet => sheet.kind === kind.id) ?? []
    const rows = sheets.reduce((sum, sheet) => sum + sheet.imported, 0)
    return rows > 0 ? [{ kind, rows }] : []
  })

/** 902 张报修单、68 件赔偿 */
const written = (one: Import): string =>
  filled(one)
    .map(({ kind, rows }) => `${rows.toLocaleString('zh-CN')} ${kind.noun}`)
    .join('、')
