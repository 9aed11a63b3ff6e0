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
