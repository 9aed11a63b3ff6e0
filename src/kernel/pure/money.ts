import { z } from 'zod'

/** Money is an integer number of fen (分); 900 million yuan is the most one field holds. */
export const Fen = z.int().min(0).max(90_000_000_000)

const yuanFormat = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** 123450 → "¥1,234.50" */
export const formatFen = (fen: number): string =>
  `${fen < 0 ? '-' : ''}¥${yuanFormat.format(Math.abs(fen) / 100)}`

/** 3800000 → "3.8万元"; 123450 → "1,234.5元" */
export function formatYuanShort(fen: number): string {
  const yuan = fen / 100
  if (Math.abs(yuan) >= 10_000) return `${trimZeros((yuan / 10_000).toFixed(2))}万元`
  return `${yuan.toLocaleString('zh-CN', { maximumFractionDigits: 2 })}元`
}

/** "12.5" → 1250; undefined when it is not an amount of whole fen. */
export function parseYuan(text: string): number | undefined {
  const clean = text.trim().replace(/[,，¥￥元\s]/g, '')
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(clean)) return undefined
  const [yuan = '0', fraction = ''] = clean.split('.')
  return Number(yuan) * 100 + Number(fraction.padEnd(2, '0'))
}

const trimZeros = (text: string): string => text.replace(/\.?0+$/, '')
