/**
 * The palette as data. `tokens.css` says the same for the browser's style sheets; a test holds the two
 * together and checks that every text can be read (WCAG AA) on every ground it stands on.
 */
export interface Palette {
  paper: string
  surface: string
  /** Hovered rows, table heads, the ground of quiet controls. */
  sunken: string
  ink: string
  muted: string
  hairline: string
  /** Borders of inputs and buttons: 3:1 against the ground, unlike the hairline. */
  edge: string
  bamboo: string
  bambooDeep: string
  bambooWash: string
  onBamboo: string
  indigo: string
  indigoWash: string
  seal: string
  sealDeep: string
  sealWash: string
  onSeal: string
  waiting: string
  waitingWash: string
  doing: string
  doingWash: string
  done: string
  doneWash: string
  late: string
  lateWash: string
  off: string
  offWash: string
  scrim: string
}

export const LIGHT: Palette = {
  paper: '#F7F6F2',
  surface: '#FFFFFF',
  sunken: '#F1EFE9',
  ink: '#1F2A2E',
  muted: '#5B676B',
  hairline: '#E3E1DA',
  edge: '#848A8C',
  bamboo: '#1E6B5E',
  bambooDeep: '#16544A',
  bambooWash: '#E9F1EE',
  onBamboo: '#FFFFFF',
  indigo: '#2B5C8A',
  indigoWash: '#E9EFF5',
  seal: '#B83A2B',
  sealDeep: '#982D20',
  sealWash: '#FAECE9',
  onSeal: '#FFFFFF',
  waiting: '#8A5C00',
  waitingWash: '#FAF2DF',
  doing: '#2B5C8A',
  doingWash: '#E9EFF5',
  done: '#27704F',
  doneWash: '#E8F2EC',
  late: '#B83A2B',
  lateWash: '#FAECE9',
  off: '#646C70',
  offWash: '#EFEDE8',
  scrim: '#1F2A2E73',
}

export const DARK: Palette = {
  paper: '#141A1B',
  surface: '#1B2223',
  sunken: '#232B2D',
  ink: '#E6E3DA',
  muted: '#A3ADAE',
  hairline: '#2F393B',
  edge: '#6E797C',
  bamboo: '#74C2B1',
  bambooDeep: '#93D3C5',
  bambooWash: '#1F312E',
  onBamboo: '#0E1F1B',
  indigo: '#8DB7E2',
  indigoWash: '#202D3A',
  seal: '#EC8A7B',
  sealDeep: '#F3A699',
  sealWash: '#3A2522',
  onSeal: '#2A0E09',
  waiting: '#DDB05A',
  waitingWash: '#342C1B',
  doing: '#8DB7E2',
  doingWash: '#202D3A',
  done: '#7CC7A0',
  doneWash: '#1D3128',
  late: '#EC8A7B',
  lateWash: '#3A2522',
  off: '#A1AAAC',
  offWash: '#283032',
  scrim: '#000000A6',
}

/** Ledger people read figures: Chinese faces of the system first, nothing to download. */
export const SANS =
  '"PingFang SC", "HarmonyOS Sans SC", MiSans, "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif'
/** Titles of slips and pages: the face of printed forms. */
export const SONG =
  'STZhongsong, 华文中宋, "Songti SC", "Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif'

/** The width below which a page is a phone's page, in px. */
export const PHONE_MAX = 767

export const cssName = (key: string): string => `--${key.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`)}`
