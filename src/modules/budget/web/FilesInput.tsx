import { useState } from 'react'
import { attachment } from '../../../mechanisms/attachment/contract.ts'
import { call } from '../../../web/api.ts'

export interface LooseFile {
  id: string
  name: string
}

interface FilesInputProps {
  id?: string
  value: readonly LooseFile[]
  onChange: (files: LooseFile[]) => void
  max?: number
}

/** Pictures, PDF and office files, uploaded at once and hung on the record when it is sent. */
export function FilesInput({ id, value, onChange, max = 9 }: FilesInputProps) {
  const [state, setState] = useState<'idle' | 'busy' | string>('idle')
  const add = async (list: FileList | null): Promise<void> => {
    const files = [...(list ?? [])].slice(0, max - value.length)
    if (files.length === 0) return
    setState('busy')
    try {
      const done = await call(attachment.upload, {}, { files })
      onChange([...value, ...done.files.map(f => ({ id: f.id, name: f.name }))])
      setState('idle')
    } catch (error) {
      setState((error as Error).message)
    }
  }
  return (
    <div>
      <input
        id={id}
        type="file"
        multiple
        accept="image/*,.pdf,.docx,.xlsx"
        disabled={state === 'busy' || value.length >= max}
        onChange={e => {
          void add(e.target.files)
          e.target.value = ''
        }}
      />
      <p className="zw-small zw-muted" aria-live="polite">
        {state === 'busy' ? '正在上传…' : state === 'idle' ? value.map(f => f.name).join('、') : state}
      </p>
    </div>
  )
}
