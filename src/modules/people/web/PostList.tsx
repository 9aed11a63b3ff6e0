import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { confirm } from '../../../web/ui/feedback/confirm.ts'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { people } from '../contract.ts'
import { mayGrant, postText } from '../rules.ts'
import type { PersonFull } from './PersonDrawer.tsx'

/** The posts one holds and held. */
export function PostList({ person }: { person: PersonFull }) {
  const session = useSession()
  const end = useCommand(people.endPost, { touches: ['account'] })
  const [past, setPast] = useState(false)
  const roles = session.roles.map(role => role.code)
  const lay = async (post: PersonFull['posts'][number]): Promise<void> => {
    const sure = await confirm({
      title: `${person.name}卸任${postText(post)}？`,
      body: '马上生效：这个岗位能做的事就不能再做了。以前的记录都在。',
      ok: '卸任',
      danger: true,
    })
    if (!sure) return
    end.mutate(
      { personId: person.id, postId: post.id },
      {
        onSuccess: () => toast.ok(`${person.name}已卸任${postText(post)}`),
        onError: error => toast.fail(error.message),
      },
    )
  }
  return (
    <section className="zw-posts">
      <h3>岗位</h3>
      {person.posts.length === 0 && <p className="zw-muted">现在没有岗位，登录后只能看公开的内容。</p>}
      <ul>
        {person.posts.map(post => (
          <li key={post.id}>
            <span>
              <b>{postText(post)}</b>
              {post.title && post.title !== post.roleTitle && <small>{post.roleTitle}</small>}
            </span>
            <small className="zw-num">
              {post.from} 起{post.to ? `，到 ${post.to}` : ''}
            </small>
            {session.can(people.endPost) && mayGrant(roles, post.role) && (
              <Button kind="quiet" onClick={() => void lay(post)}>
                卸任
              </Button>
            )}
          </li>
        ))}
      </ul>
      {person.pastPosts.length > 0 && (
        <button type="button" className="zw-link" aria-expanded={past} onClick={() => setPast(!past)}>
          以前的岗位（{person.pastPosts.length}）
        </button>
      )}
      {past && (
        <ul className="zw-muted">
          {person.pastPosts.map(post => (
            <li key={post.id}>
              <span>{postText(post)}</span>
              <small className="zw-num">
                {post.from} 至 {post.to}
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
