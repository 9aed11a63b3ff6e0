import { Link } from '@tanstack/react-router'
import { Empty } from '../ui/feedback/Notices.tsx'

export function NoPage() {
  return (
    <Empty
      title="没有这一页"
      note="链接可能不完整，或者这条记录不在您可以查看的范围内。"
      action={<Link to="/">回到今日</Link>}
    />
  )
}

/** A page of another role: says so at once, with nothing on it that could not be done anyway. */
export function NotMine({ title }: { title: string }) {
  return (
    <Empty
      title={`“${title}”不归您这个岗位办`}
      note="工作需要时，请总务主任或系统管理员给您加上相应的岗位。"
      action={<Link to="/">回到今日</Link>}
    />
  )
}
