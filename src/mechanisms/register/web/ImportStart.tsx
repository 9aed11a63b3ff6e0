import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { CallError, call, download, useRead } from '../../../web/api.ts'
import { go } from '../../../web/app/go.ts'
import { Button } from '../../../web/ui/base/Button.tsx'
import { ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { FileDrop } from '../../../web/ui/imports/ImportParts.tsx'
import { ImportSteps } from '../../../web/ui/imports/ImportSteps.tsx'
import { MAX_FILE_BYTES, register } from '../contract.ts'
import { sizeText } from './words.ts'
import './imports.css'

/** First step: the file. What it holds is looked at as soon as it is there. */
export default function ImportStart() {
  const { kind } = useParams({ strict: false }) as { kind: string }
  const kinds = useRead(register.kinds, {})
  const [sending, setSending] = useState<File | null>(null)
  const [error, setError] = useState<string | null>(null)
  const found = kinds.data?.kinds.find(k => k.id === kind)

  const send = async (file: File): Promise<void> => {
    // Said before minutes of uploading, not after; the server checks again.
    if (file.size > MAX_FILE_BYTES) {
      setError(`“${file.name}”有 ${sizeText(file.size)}，超过 50 MB 的上限。请拆成几个文件，分几次导入。`)
      return
    }
    setSending(file)
    setError(null)
    try {
      const { id } = await call(register.upload, { kind }, { files: [file] })
      await call(register.preview, { id }).catch((refusal: unknown) => {
        // Columns are missing: the next page asks for them.
        if (!(refusal instanceof CallError) || refusal.status >= 500) throw refusal
      })
      go(`/imports/${id}`)
    } catch (failure) {
      setError((failure as Error).message)
      setSending(null)
    }
  }

  if (kinds.error) return <ErrorNotice message={kinds.error.message} onRetry={() => void kinds.refetch()} />
  if (!kinds.data) return <Loading kind="rows" />
  if (!found) return <ErrorNotice message="没有这种台账，或者您没有导入它的权限。请从“导入”页重新选。" />
  return (
    <ImportSteps title={`导入${found.title}`} step={0}>
      {sending ? (
        <p className="zw-sending" role="status">
          正在上传并读取“{sending.name}”（{sizeText(sending.size)}）……
        </p>
      ) : (
        <FileDrop
          accept=".xlsx,.csv"
          onFile={file => void send(file)}
          hint="Excel（.xlsx）或 CSV，最大 50 MB、十万行。照原来的样子拿来就行，列名不必一样；导入前会先给您看结果。"
        />
      )}
      {error && <ErrorNotice what="这个文件没有收下" message={error} />}
      <p>
        还没有表格？
        <Button
          kind="quiet"
          onClick={() => void download(register.template, { kind }).catch(e => toast.fail(e.message))}
        >
          下载空白模板
        </Button>
      </p>
    </ImportSteps>
  )
}
