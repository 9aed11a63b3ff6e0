import type { ReactNode } from 'react'
import './paper.css'

/**
 * The summary's page as the office paper it becomes: 宋体 title, 黑体 一、, 楷体 （一）, 仿宋 text with a
 * two-character indent. Mark headings up as h1, h2 (一、), h3 （一）; `LiveFigure` stands in the text.
 */
export function Paper({ children }: { children: ReactNode }) {
  return <article className="zw-paper paper">{children}</article>
}
