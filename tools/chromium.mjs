// Finds the browser that tests and screenshots use, or installs Debian's.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { aptInstall, canInstall, onPath } from './apt.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** What a headless browser is started with: nothing that reaches out or needs a screen. */
export const CHROMIUM_ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Path of a Chromium or a relative; CHROMIUM_PATH comes first. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (existsSync(given)) return given
    throw new Error(`CHROMIUM_PATH 指向的 ${given} 不存在。请改正，或去掉这个环境变量。`)
  }
  return onPath(NAMES) ?? ELSEWHERE.find(path => existsSync(path))
}

/** Path of a browser that can draw Chinese. Installs what is missing where that is allowed. */
export function ensureChromium() {
  const missing = [...(findChromium() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])]
  if (missing.length > 0 && canInstall()) aptInstall(missing)
  const found = findChromium()
  if (found) return found
  throw new Error(
    '找不到 Chromium。请安装（Debian、Ubuntu：apt-get install chromium fonts-noto-cjk），或用 CHROMIUM_PATH 指明它的位置。',
  )
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const { status, stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== ''
}
