import type { EChartsCoreOption } from 'echarts/core'
import { type Palette, SANS } from '../base/tokens.ts'
import type { ChartProps } from './Chart.tsx'
import type { ChartSeries } from './chart-data.ts'

/** The chart in the colours of the ledger: hairlines, bars from zero, names at the lines instead of a legend. */
export function chartOption(props: ChartProps, p: Palette): EChartsCoreOption {
  const { kind, categories, series, unit } = props
  const inks = [p.bamboo, p.indigo, p.waiting]
  const present = series.filter(s => !s.last)
  const colour = (s: ChartSeries): string =>
    s.last ? p.edge : (inks[present.indexOf(s) % inks.length] as string)
  const few = categories.length <= 14 && present.length === 1
  return {
    animationDuration: 200,
    aria: { enabled: false },
    textStyle: { fontFamily: SANS, fontSize: 13, color: p.muted },
    grid: { left: 4, right: endRoom(kind, series), top: 44, bottom: 4, outerBoundsMode: 'same' },
    tooltip: {
      trigger: 'axis',
      backgroundColor: p.surface,
      borderColor: p.hairline,
      textStyle: { color: p.ink },
      axisPointer: { type: 'line', lineStyle: { color: p.edge, type: 'dotted' } },
      valueFormatter: (v: unknown) =>
        typeof v === 'number' ? `${v.toLocaleString('zh-CN')} ${unit}` : '没有记录',
    },
    xAxis: {
      type: 'category',
      data: [...categories],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: p.ink } },
      axisLabel: { color: p.muted, fontSize: 13 },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 4,
      splitLine: { lineStyle: { color: p.hairline } },
      axisLabel: { color: p.muted, fontSize: 13 },
    },
    series: [...series]
      .sort((a, b) => Number(b.last ?? false) - Number(a.last ?? false))
      .map(s => ({
        id: s.key,
        name: s.name,
        data: [...s.values],
        type: kind === 'bar' && !s.last ? 'bar' : 'line',
        color: colour(s),
        cursor: 'pointer',
        ...(kind === 'bar' && !s.last
          ? barLook(s, few, p)
          : lineLook(s, p, colour(s), kind === 'bar' ? BAR / 2 + 6 : 8)),
      })),
  }
}

/** Width of the widest bar in px. */
const BAR = 34

/** Bars carry their figures; the last one also the series' name, in place of a legend. */
const barLook = (s: ChartSeries, few: boolean, p: Palette) => {
  const last = s.values.findLastIndex(v => v !== null)
  return {
    barMaxWidth: BAR,
    label: {
      show: true,
      position: 'top',
      color: p.ink,
      fontSize: 13,
      lineHeight: 17,
      formatter: ({ dataIndex, value }: { dataIndex: number; value: unknown }) => {
        const figure = few && typeof value === 'number' ? value.toLocaleString('zh-CN') : ''
        return dataIndex === last ? `${s.name}\n${figure}` : figure
      },
    },
  }
}

/** Room for the names at the ends of the lines. */
const endRoom = (kind: ChartProps['kind'], series: readonly ChartSeries[]): number =>
  Math.max(8, ...series.filter(s => kind === 'line' || s.last).map(s => s.name.length * 13 + 40))

/** distance: of its name from its end, in px; clear of the bar that it may end on. */
const lineLook = (s: ChartSeries, p: Palette, ink: string, distance: number) => ({
  lineStyle: { width: s.last ? 1.5 : 2.2, color: ink, ...(s.last ? { type: 'dashed' as const } : {}) },
  symbol: 'circle',
  symbolSize: s.last ? 4 : 7,
  showSymbol: true,
  connectNulls: false,
  // On a ground of its own: a line that ends early ends over somebody else's bar.
  endLabel: {
    show: true,
    formatter: '{a}',
    color: s.last ? p.muted : ink,
    fontSize: 13,
    distance,
    backgroundColor: p.surface,
    borderRadius: 3,
    padding: [2, 4],
  },
  z: s.last ? 4 : 3,
})
