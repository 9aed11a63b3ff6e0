/**
 * Text set into a box: the largest size at which it fits, wrapped where Chinese may wrap. Widths are those of
 * Noto Sans SC, the wider of regular and bold, so what fits here fits on paper.
 */
export interface Fitted {
  size: number
  lines: string[]
}

export interface Box {
  width: number
  height: number
  maxSize: number
  minSize: number
  /** Distance of lines in em. */
  leading?: number
  maxLines?: number
}

const LEADING = 1.22

// Advance widths of U+0020 to U+007E in thousandths of an em.
const ASCII = (
  '227 370 574 590 590 963 740 325 378 378 507 590 325 370 325 392 590 590 590 590 590 590 590 590 590 590 325 325 ' +
  '590 590 590 514 1007 641 681 656 714 615 585 717 757 330 568 686 578 853 749 770 667 770 682 624 625 748 619 915 ' +
  '627 580 613 378 392 378 590 567 626 591 644 527 644 581 372 597 640 304 306 604 315 964 641 626 644 644 437 495 ' +
  '421 637 576 863 562 574 511 378 296 378 590'
)
  .split(' ')
  .map(Number)

// The widest glyphs beyond ASCII that occur in names (№ and the like) stay below this.
const WIDE = 1075

/** Width in em. */
export function widthOf(text: string): number {
  let sum = 0
  for (const char of text) sum += widthOfCode(char.codePointAt(0) as number)
  return sum / 1000
}

function widthOfCode(code: number): number {
  const known = ASCII[code - 0x20]
  if (known !== undefined) return known
  return isFullWidth(code) ? 1000 : WIDE
}

const isFullWidth = (code: number): boolean => code >= 0x2e80 && code <= 0x9fff

export function fitText(text: string, box: Box): Fitted {
  const leading = box.leading ?? LEADING
  for (let size = box.maxSize; size >= box.minSize; size -= 0.5) {
    const room = Math.min(box.maxLines ?? 9, linesIn(box.height, size, leading))
    const em = box.width / size
    const lines = wrap(text, em)
    // A single letter may be wider than the line: it cannot be broken, only set smaller.
    if (lines.length <= room && lines.every(line => widthOf(line) <= em))
      return { size, lines: balance(text, lines.length, em) }
  }
  const size = box.minSize
  const room = Math.max(1, Math.min(box.maxLines ?? 9, linesIn(box.height, size, leading)))
  const lines = wrap(text, box.width / size)
  return {
    size,
    lines: [...lines.slice(0, room - 1), shorten(lines.slice(room - 1).join(''), box.width / size)],
  }
}

/** The last line needs no leading below it. */
const linesIn = (height: number, size: number, leading: number): number =>
  Math.floor((height / size - 1) / leading + 1e-9) + 1

/** Breaks at spaces and between Chinese characters; a Latin word or number only where it is wider than the line. */
export function wrap(text: string, em: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces(text)) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > em) {
      lines.push(line.trimEnd())
      line = ''
    }
    for (const char of piece) {
      if (line !== '' && char !== ' ' && widthOf(line + char) > em) {
        lines.push(line.trimEnd())
        line = ''
      }
      if (line !== '' || char !== ' ') line += char
    }
  }
  if (line.trimEnd() !== '') lines.push(line.trimEnd())
  return lines
}

// A closing mark stays with what it closes, an opening one with what follows, a counted word with its number (5号楼, 3层).
const pieces = (text: string): string[] =>
  text.match(/[（(《“【]*(?:第?[A-Za-z0-9#.\-/]+(?:号?[楼层室幢栋房]|号)?|\S)[）)》”】、，。·]* ?|\s/gu) ?? []

/** The same number of lines, as even as they get: 三校部2号 / 教学楼 rather than 三校部2号教学 / 楼. */
function balance(text: string, count: number, em: number): string[] {
  let low = 0
  let high = em
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2
    const lines = wrap(text, middle)
    if (lines.length <= count && lines.every(line => widthOf(line) <= em)) high = middle
    else low = middle
  }
  return wrap(text, high)
}

function shorten(text: string, em: number): string {
  if (widthOf(text) <= em) return text
  const letters = [...text]
  while (letters.length > 0 && widthOf(`${letters.join('')}…`) > em) letters.pop()
  return `${letters.join('')}…`
}
