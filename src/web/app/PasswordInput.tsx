import { Input } from 'antd'
import type { ControlProps } from '../ui/form/inputs.tsx'

/** A password that can be looked at while typing. */
export function PasswordInput({
  onChange,
  ...rest
}: ControlProps<string> & { autoComplete: 'current-password' | 'new-password' }) {
  return (
    <Input.Password
      {...rest}
      {...(rest['aria-invalid'] ? { status: 'error' as const } : {})}
      onChange={event => onChange(event.target.value)}
    />
  )
}
