import { cloneElement, type ReactElement, useId } from 'react'
import '../../../../web/ui/form/form.css'

interface PartProps {
  title: string
  children: ReactElement<{ id?: string }>
  note?: ReactElement | false
}

/** A small question in a row of several: its name above its control. */
export function Part({ title, children, note }: PartProps) {
  const id = useId()
  return (
    <div className="zw-part">
      <label htmlFor={id}>{title}</label>
      {cloneElement(children, { id })}
      {note}
    </div>
  )
}
