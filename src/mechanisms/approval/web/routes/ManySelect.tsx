import { Select } from 'antd'
import type { Choice } from '../../../../web/ui/form/choices.tsx'
import type { ControlProps } from '../../../../web/ui/form/inputs.tsx'

interface ManySelectProps extends ControlProps<readonly string[]> {
  options: readonly Choice[]
  placeholder: string
  /** What is not in the list may be typed. */
  free?: boolean
}

/** Several of a short list. */
export const ManySelect = ({ value, onChange, options, free, ...rest }: ManySelectProps) => (
  <Select
    {...rest}
    mode={free ? 'tags' : 'multiple'}
    allowClear
    showSearch={{ optionFilterProp: 'label' }}
    value={[...value]}
    options={options.map(({ value: v, label }) => ({ value: v, label }))}
    onChange={(next: string[]) => onChange(next)}
  />
)
