import QRCode from 'qrcode'
import { expect, test } from 'vitest'
import { textInPixels } from './reader.ts'

const LABEL = 'https://zongwu.example.edu.cn/q/enshi-zhizhuan/abcd2345'

/** A label as it is printed, `scale` px to a module, within a grey picture of the wall it hangs on. */
function photograph(text: string, scale: number) {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const quiet = 4
  const side = (modules.size + 2 * quiet) * scale + 200
  const data = new Uint8ClampedArray(side * side * 4).fill(150)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const column = Math.floor((x - 100) / scale) - quiet
      const row = Math.floor((y - 100) / scale) - quiet
      const onLabel = [column, row].every(at => at >= -quiet && at < modules.size + quiet)
      const dark =
        onLabel && [column, row].every(at => at >= 0 && at < modules.size) && modules.get(row, column)
      if (onLabel) data.fill(dark ? 20 : 235, (y * side + x) * 4, (y * side + x) * 4 + 3)
      data[(y * side + x) * 4 + 3] = 255
    }
  return { width: side, height: side, data }
}

test.each([3, 6, 11])('what is printed on a label is read back, at %i px to a module', async scale => {
  expect(await textInPixels(photograph(LABEL, scale))).toBe(LABEL)
})

test('a bare wall has no code', async () => {
  const data = new Uint8ClampedArray(320 * 240 * 4).fill(150)
  expect(await textInPixels({ width: 320, height: 240, data })).toBeUndefined()
})
