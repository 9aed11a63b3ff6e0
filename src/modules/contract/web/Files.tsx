import { useState } from 'react'
import { attachment } from '../../../mechanisms/attachment/contract.ts'
import { type Answer, addressOf } from '../../../web/api.ts'
import { Button, ErrorNotice, FormDialog, toast } from '../../../web/ui/index.ts'
import { FilesInput, type LooseFile } from '../../budget/web/FilesInput.tsx'
import type { contracts } from '../contract.ts'

type FileRow = Answer<typeof contracts.get>['files'][number]

/** The papers of a record: scans, drawings, certificates. */
export function Files({
  files,
  onAdd,
}: {
  files: readonly FileRow[]
  onAdd?: ((fileIds: string[]) => Promise<unknown>) | undefined
}) {
  const [adding, setAdding] = useState(false)
  return (
    <section className={files.length > 0 ? 'zw-contract-part' : 'zw-contract-part zw-no-print'}>
      <h3>附件</h3>
      {files.length === 0 && <p className="zw-muted">还没有附件。请附上盖章件的扫描或照片。</p>}
      <ul className="zw-contract-files">
        {files.map(file => (
          <li key={file.id}>
            <a href={addressOf(attachment.view, { id: file.id, size: 'original' })}>{file.name}</a>
          </li>
        ))}
      </ul>
      {onAdd && (
        <span className="zw-no-print">
          <Button kind="quiet" onClick={() => setAdding(true)}>
            添加附件
          </Button>
        </span>
      )}
      {adding && onAdd && <AddFiles onAdd={onAdd} onClose={() => setAdding(false)} />}
    </section>
  )
}

function AddFiles({
  onAdd,
  onClose,
}: {
  onAdd: (fileIds: string[]) => Promise<unknown>
  onClose: () => void
}) {
  const [files, setFiles] = useState<LooseFile[]>([])
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const send = async (): Promise<void> => {
    if (files.length === 0) return setFailure('请先选文件')
    setBusy(true)
    try {
      await onAdd(files.map(file => file.id))
      toast.ok('附件已添加')
      onClose()
    } catch (error) {
      setFailure((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <FormDialog open title="添加附件" ok="添加" busy={busy} onOk={() => void send()} onClose={onClose}>
      <FilesInput value={files} onChange={setFiles} />
      {failure && <ErrorNotice message={failure} />}
    </FormDialog>
  )
}
