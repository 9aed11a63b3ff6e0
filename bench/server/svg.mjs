const [WIDTH, HEIGHT] = [760, 440]
const PLOT = { left: 70, top: 30, right: 500, bottom: 380 }
const COLOURS = ['#1668dc', '#d4380d', '#389e0d', '#722ed1', '#d48806', '#08979c', '#c41d7f', '#595959']

/** Cost in ms against size, both by powers of ten, one line a job with its name at its end. */
export function drawGrowth(series) {
  const sizes = series[0].points.map(point => point.size)
  const all = series.flatMap(({ points }) => points.map(point => point.ms))
  const [low, high] = [Math.floor(Math.log10(Math.min(...all))), Math.ceil(Math.log10(Math.max(...all)))]
  const span = Math.log10(sizes.at(-1) / sizes[0]) || 1
  const x = size => PLOT.left + (Math.log10(size / sizes[0]) / span) * (PLOT.right - PLOT.left)
  const y = ms => PLOT.bottom - ((Math.log10(ms) - low) / (high - low || 1)) * (PLOT.bottom - PLOT.top)
  const decades = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i))
  const names = spread(series.map(({ points }) => y(points.at(-1).ms)))
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...decades.flatMap(ms => [
      `<path d="M${PLOT.left} ${y(ms).toFixed(1)}H${PLOT.right}" stroke="#e5e5e5"/>`,
      `<text x="${PLOT.left - 8}" y="${(y(ms) + 4).toFixed(1)}" text-anchor="end" fill="#555">${ms} ms</text>`,
    ]),
    ...sizes.map(
      size =>
        `<text x="${x(size).toFixed(1)}" y="${PLOT.bottom + 20}" text-anchor="middle" fill="#555">${size.toLocaleString('en')}</text>`,
    ),
    `<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 42}" text-anchor="middle" fill="#555">orders of one school</text>`,
    ...series.flatMap(({ title, points }, i) => [
      `<polyline fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="2" points="${points.map(p => `${x(p.size).toFixed(1)},${y(p.ms).toFixed(1)}`).join(' ')}"/>`,
      ...points.map(
        p =>
          `<circle cx="${x(p.size).toFixed(1)}" cy="${y(p.ms).toFixed(1)}" r="3" fill="${COLOURS[i % COLOURS.length]}"/>`,
      ),
      `<text x="${PLOT.right + 10}" y="${(names[i] + 4).toFixed(1)}" fill="${COLOURS[i % COLOURS.length]}">${plainText(title)}</text>`,
    ]),
    '</svg>',
  ].join('\n')}\n`
}

/** Heights of the names, moved down where two would stand on one another. */
function spread(heights) {
  const placed = [...heights]
  let last = -Infinity
  for (const i of heights.map((_, i) => i).sort((a, b) => heights[a] - heights[b])) {
    placed[i] = Math.max(heights[i], last + 15)
    last = placed[i]
  }
  return placed
}

const plainText = text => text.replace(/[<&]/g, sign => (sign === '<' ? '&lt;' : '&amp;'))
