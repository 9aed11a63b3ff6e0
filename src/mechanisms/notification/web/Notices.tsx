import { useState } from 'react'
import { type Answer, moreOf, useCommand, usePages } from '../../../web/api.ts'
import { go } from '../../../web/app/go.ts'
import { Button } from '../../../web/ui/base/Button.tsx'
import { Empty, ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { LoadMore } from '../../../web/ui/list/LoadMore.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { notification } from '../contract.ts'
import './notices.css'

type Message = Answer<typeof notification.list>['rows'][number]

/** What the product has told me, newest first. */
export default function Notices() {
  const [unreadOnly, setUnreadOnly] = useState(false)
  const list = usePages(notification.list, { unreadOnly })
  const markRead = useCommand(notification.markRead)
  const markAll = useCommand(notification.markAllRead)
  const newest = list.rows[0]
  const open = (message: Message): void => {
    if (!message.read) markRead.mutate({ ids: [message.id] })
    if (message.link) go(message.link)
  }
  const readAll = (): void => {
    if (!newest) return
    markAll.mutate(
      { upTo: newest.id },
      {
        onSuccess: ({ count }) => void toast.ok(count > 0 ? `${count} 条标为已读` : '都读过了'),
        onError: error => void toast.fail(error.message),
      },
    )
  }
  return (
    <ListFrame
      title="消息"
      note="保留半年"
      action={
        newest && (
          <Button busy={markAll.isPending} onClick={readAll}>
            全部标为已读
          </Button>
        )
      }
      filter={
        <Button kind="quiet" aria-pressed={unreadOnly} onClick={() => setUnreadOnly(!unreadOnly)}>
          {unreadOnly ? '看全部' : '只看未读'}
        </Button>
      }
    >
      {list.error && <ErrorNotice message={list.error.message} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading kind="rows" />}
      {!list.isPending && !list.error && !newest && (
        <Empty title={unreadOnly ? '没有未读的消息' : '派给您的活、等您处理的事，会在这里告诉您'} />
      )}
      {newest && (
        <>
          <ol className="zw-notices">
            {list.rows.map(message => (
              <li key={message.id} data-unread={!message.read || undefined}>
                <button type="button" onClick={() => open(message)}>
                  {!message.read && <span className="zw-sr">未读</span>}
                  <b>{message.title}</b>
                  <When at={message.at} />
                  {message.body && <p>{message.body}</p>}
                </button>
              </li>
            ))}
          </ol>
          <LoadMore {...moreOf(list)} />
        </>
      )}
    </ListFrame>
  )
}
