import { cloneElement, type ReactElement, useId } from 'react'
import { Field } from '../../../web/ui/index.ts'

interface LineFieldProps {
  label: string
  hint?: string | undefined
  optional?: boolean
  children: ReactElement<{ id?: string }>
}

/** A labelled control of a repeated line, which is no field of the form itself. */
export function LineField({ children, optional = false, hint, label }: LineFieldProps) {
  const id = useId()
  return (
    <Field id={id} label={label} {...(optional ? { optional } : {})} {...(hint ? { hint } : {})}>
      {cloneElement(children, { id })}
    </Field>
  )
}
