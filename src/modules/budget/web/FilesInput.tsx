import { useState } from 'react'
import { attachment } from '../../../mechanisms/attachment/contract.ts'
import { call } from '../../../web/api.ts'
import { Button, ErrorNotice } from '../../../web/ui/index.ts'
import './budget.css'

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
  const full = value.length >= max
  return (
    <div className="zw-files-input">
      <label className="zw-btn" data-kind="plain" aria-disabled={state === 'busy' || full || undefined}>
        {state === 'busy' ? '正在上传…' : value.length > 0 ? '再添一个' : '选文件或拍照'}
        <input
          id={id}
          className="zw-sr"
          type="file"
          multiple
          accept="image/*,.pdf,.docx,.xlsx"
          disabled={state === 'busy' || full}
          onChange={e => {
            void add(e.target.files)
            e.target.value = ''
          }}
        />
      </label>
      <ul aria-live="polite">
        {value.map(file => (
          <li key={file.id}>
            {file.name}{' '}
            <Button
              kind="quiet"
              aria-label={`去掉 ${file.name}`}
              onClick={() => onChange(value.filter(one => one.id !== file.id))}
            >
              去掉
            </Button>
          </li>
        ))}
      </ul>
      {state !== 'busy' && state !== 'idle' && <ErrorNotice message={state} />}
    </div>
  )
}
