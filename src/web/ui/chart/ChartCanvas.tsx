import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTheme } from '../base/theme-mode.ts'
import { DARK, LIGHT } from '../base/tokens.ts'
import type { ChartProps } from './Chart.tsx'
import { chartOption } from './chart-option.ts'

use([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer])

/** The drawing itself, loaded only where a chart is shown. SVG, so that it prints sharp. */
export default function ChartCanvas(props: ChartProps & { height: number }) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  const click = useRef(props.onPointClick)
  click.current = props.onPointClick
  const { mode } = useTheme()
  useEffect(() => {
    const element = box.current
    if (!element) return
    const drawn = init(element, undefined, { renderer: 'svg' })
    chart.current = drawn
    drawn.on('click', e => {
      if (e.componentType === 'series')
        click.current?.({ series: String(e.seriesId ?? ''), index: e.dataIndex })
    })
    const observer = new ResizeObserver(() => drawn.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      drawn.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(chartOption(props, mode === 'dark' ? DARK : LIGHT), { notMerge: true })
  }, [props, mode])
  return <div ref={box} style={{ height: props.height }} />
}
