import { Link } from '@tanstack/react-router'

/** The paper behind an entry; a link where its module shows it. */
export function DocumentText({ document }: { document: { title: string; no: string; href: string | null } }) {
  const text = `${document.title} ${document.no}`
  return document.href ? <Link to={document.href}>{text}</Link> : <span>{text}</span>
}
