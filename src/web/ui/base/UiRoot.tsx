import './base.css'
import './antd.css'
import './print.css'
import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useMemo } from 'react'
import { ConfirmHost } from '../feedback/ConfirmHost.tsx'
import { Toaster } from '../feedback/Toaster.tsx'
import { useIsPhone } from './media.ts'
import { antdTheme } from './theme.ts'
import { useThemeOnDocument } from './theme-mode.ts'

dayjs.locale('zh-cn')

/** Stands once around the application: theme, Chinese, toasts, questions. */
export function UiRoot({ children }: { children: ReactNode }) {
  const mode = useThemeOnDocument()
  const phone = useIsPhone()
  const theme = useMemo(() => antdTheme(mode, phone), [mode, phone])
  return (
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
      tooltip={{ arrow: false }}
      popover={{ arrow: false }}
    >
      <App component={false}>
        {children}
        <ConfirmHost />
        <Toaster />
      </App>
    </ConfigProvider>
  )
}
