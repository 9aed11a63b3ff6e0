import { type ThemeConfig, theme } from 'antd'
import type { ThemeMode } from './theme-mode.ts'
import { DARK, LIGHT, type Palette, SANS } from './tokens.ts'

/** antd in our colours: hairlines instead of shadows, bamboo instead of blue, one radius. */
export function antdTheme(mode: ThemeMode, phone: boolean): ThemeConfig {
  const p = mode === 'dark' ? DARK : LIGHT
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { ...colours(p), ...shapes(mode, phone) },
    components: components(p, phone),
  }
}

const colours = (p: Palette): ThemeConfig['token'] => ({
  colorPrimary: p.bamboo,
  colorPrimaryHover: p.bambooDeep,
  colorPrimaryActive: p.bambooDeep,
  colorPrimaryBg: p.bambooWash,
  colorPrimaryBgHover: p.bambooWash,
  colorInfo: p.indigo,
  colorSuccess: p.done,
  colorWarning: p.waiting,
  colorError: p.seal,
  colorLink: p.indigo,
  colorLinkHover: p.indigo,
  colorText: p.ink,
  colorTextHeading: p.ink,
  colorTextSecondary: p.muted,
  colorTextTertiary: p.muted,
  colorTextQuaternary: p.muted,
  colorTextDescription: p.muted,
  colorTextPlaceholder: p.muted,
  colorTextDisabled: p.muted,
  colorTextLightSolid: p.onBamboo,
  colorIcon: p.muted,
  colorIconHover: p.ink,
  colorBgBase: p.surface,
  colorBgLayout: p.paper,
  colorBgContainer: p.surface,
  colorBgElevated: p.surface,
  colorBgContainerDisabled: p.sunken,
  colorBgSpotlight: p.ink,
  colorBgMask: p.scrim,
  colorFillAlter: p.sunken,
  colorFillSecondary: p.sunken,
  colorFillTertiary: p.sunken,
  colorBorder: p.edge,
  colorBorderSecondary: p.hairline,
  colorSplit: p.hairline,
})

const shapes = (mode: ThemeMode, phone: boolean): ThemeConfig['token'] => {
  const float =
    mode === 'dark'
      ? '0 0 0 1px #39454780, 0 12px 36px rgb(0 0 0 / 55%)'
      : '0 1px 2px rgb(31 42 46 / 8%), 0 8px 28px rgb(31 42 46 / 14%)'
  return {
    fontFamily: SANS,
    fontSize: phone ? 17 : 15,
    lineHeight: 1.6,
    borderRadius: 6,
    borderRadiusLG: 6,
    borderRadiusSM: 4,
    borderRadiusXS: 3,
    controlHeight: phone ? 44 : 36,
    controlOutlineWidth: 0,
    lineWidthFocus: 2,
    boxShadow: float,
    boxShadowSecondary: float,
    boxShadowTertiary: 'none',
    motionDurationFast: '0.08s',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  }
}

const components = (p: Palette, phone: boolean): ThemeConfig['components'] => ({
  Select: { optionSelectedBg: p.bambooWash, optionActiveBg: p.sunken, optionSelectedFontWeight: 500 },
  DatePicker: { cellHoverBg: p.sunken, activeShadow: 'none' },
  Input: { activeShadow: 'none', errorActiveShadow: 'none' },
  InputNumber: { activeShadow: 'none', errorActiveShadow: 'none' },
  Modal: { titleFontSize: phone ? 19 : 17 },
  Tooltip: { colorTextLightSolid: p.paper },
  Segmented: {
    trackBg: p.sunken,
    itemSelectedBg: p.surface,
    itemSelectedColor: p.ink,
    itemColor: p.muted,
  },
  Dropdown: { controlItemBgHover: p.sunken },
})
