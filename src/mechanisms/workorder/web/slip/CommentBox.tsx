import { useState } from 'react'
import { useCommand } from '../../../../web/api.ts'
import { Button } from '../../../../web/ui/base/Button.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { TextInput } from '../../../../web/ui/form/inputs.tsx'
import { contract } from '../../contract.ts'

/** A word under the slip; the office decides whether the reporter sees it. */
export function CommentBox({ id, office }: { id: string; office: boolean }) {
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const comment = useCommand(contract.operations.comment)
  const send = (): void =>
    comment.mutate(
      { id, text, public: open },
      { onSuccess: () => setText(''), onError: error => void toast.fail(error.message) },
    )
  return (
    <div className="zw-comment">
      <TextInput value={text} onChange={setText} placeholder="留言，例如：钥匙在门卫" maxLength={500} />
      {text.trim() !== '' && (
        <div>
          {office ? (
            <label>
              <input type="checkbox" checked={open} onChange={e => setOpen(e.target.checked)} />
              报修人也能看到
            </label>
          ) : (
            <span />
          )}
          <Button busy={comment.isPending} onClick={send}>
            留言
          </Button>
        </div>
      )}
    </div>
  )
}
