import Moon from 'lucide-react/icons/moon'
import Sun from 'lucide-react/icons/sun'
import { IconButton } from '../base/Button.tsx'
import { setTheme, useTheme } from '../base/theme-mode.ts'

/** Day and night; until pressed it follows the device. */
export function ThemeSwitch() {
  const { mode } = useTheme()
  const night = mode === 'dark'
  return (
    <IconButton
      label={night ? '换成白天的样子' : '换成夜里的样子'}
      icon={night ? <Sun size={19} aria-hidden /> : <Moon size={19} aria-hidden />}
      onClick={() => setTheme(night ? 'light' : 'dark')}
    />
  )
}
