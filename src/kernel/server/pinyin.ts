import { pinyin } from 'pinyin-pro'

export interface Pinyin {
  /** Without tones and spaces: 陆建国 → lujianguo, 24会计1班 → 24kuaiji1ban. */
  pinyin: string
  /** First letters, other characters kept: ljg, 24kj1b. */
  initials: string
}

/** How a text sounds, for search and for sorting. `surname` reads the first character as a surname (单 shan). */
export function pinyinOf(text: string, options: { surname?: boolean } = {}): Pinyin {
  const parts = pinyin(text.normalize('NFKC'), {
    type: 'all',
    toneType: 'none',
    nonZh: 'consecutive',
    v: true,
    surname: options.surname ? 'head' : 'off',
  }).map(part => (part.isZh ? part : { pinyin: plain(part.origin), first: plain(part.origin) }))
  return { pinyin: parts.map(part => part.pinyin).join(''), initials: parts.map(part => part.first).join('') }
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, '')
