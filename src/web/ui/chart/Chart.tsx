import { lazy, Suspense } from 'react'
import type { ChartData } from './chart-data.ts'
import { chartCsv } from './chart-data.ts'
import './chart.css'

export interface ChartProps extends ChartData {
  kind: 'bar' | 'line'
  /** What it shows, above it: 11月用水比去年同月多 38%. */
  sentence: string
  /** Opens the rows behind a point. */
  onPointClick?: (point: { series: string; index: number }) => void
  height?: number
}

const Canvas = lazy(() => import('./ChartCanvas.tsx'))

/** A chart that says its sentence first, labels its lines directly and hands over its data. */
export function Chart(props: ChartProps) {
  const { title, unit, sentence, categories, series, height = 260 } = props
  return (
    <figure className="zw-chart">
      <figcaption>
        <p className="zw-chart-sentence">{sentence}</p>
        <p className="zw-chart-title">
          {title}（{unit}）
          <button type="button" className="zw-link zw-no-print" onClick={() => download(props)}>
            下载数据 CSV
          </button>
        </p>
      </figcaption>
      <div role="img" aria-label={`${title}：${sentence}`} style={{ height }}>
        <Suspense fallback={<div className="zw-chart-wait" />}>
          <Canvas {...props} height={height} />
        </Suspense>
      </div>
      <table className="zw-sr">
        <caption>
          {title}（{unit}）
        </caption>
        <thead>
          <tr>
            <td />
            {series.map(s => (
              <th key={s.key} scope="col">
                {s.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((c, i) => (
            <tr key={c}>
              <th scope="row">{c}</th>
              {series.map(s => (
                <td key={s.key}>{s.values[i] ?? '没有记录'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

function download(data: ChartData): void {
  const url = URL.createObjectURL(new Blob([chartCsv(data)], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${data.title}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
