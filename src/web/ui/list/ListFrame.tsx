import type { ReactNode } from 'react'
import { ListTools, type ListToolsProps } from './ListTools.tsx'
import './frame.css'

export interface ListFrameProps extends ListToolsProps {
  /** 报修单 */
  title: string
  /** A word on what is seen: 共37件，其中4件晚了. */
  note?: ReactNode
  /** The one thing to do here: 报修. A primary Button. */
  action?: ReactNode
  /** `<SavedViews>` */
  saved?: ReactNode
  /** `<FilterBar>` */
  filter?: ReactNode
  /** `<PrintHead>`; shown on paper instead of the title and tools. */
  printHead?: ReactNode
  /** `<BulkBar>`; draws itself only when rows are chosen. */
  bulk?: ReactNode
  /** `<DataTable>`, `<Board>` or `<MonthCalendar>`. */
  children: ReactNode
  /** `<FigureLine>` or totals that belong to no column. */
  foot?: ReactNode
}

/** The page of a list: what, under which filter, in which form, the rows, the totals. */
export function ListFrame(props: ListFrameProps) {
  const { title, note, action, saved, filter, printHead, bulk, children, foot, ...tools } = props
  return (
    <section className="zw-list" aria-label={title}>
      {printHead}
      <header className="zw-list-head">
        <h1>{title}</h1>
        {note && <p className="zw-list-note">{note}</p>}
        {action && <div className="zw-list-action">{action}</div>}
      </header>
      {saved}
      <div className="zw-list-bar">
        {filter}
        <ListTools {...tools} />
      </div>
      <div className="zw-list-body" data-view={tools.view}>
        {children}
      </div>
      {foot && <footer className="zw-list-foot">{foot}</footer>}
      {bulk}
    </section>
  )
}
