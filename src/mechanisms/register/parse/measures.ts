/** Measure words that schools count repairs, materials and damage in. Longer ones stand before what they begin with. */
export const MEASURES: readonly string[] = [
  '平方米 立方米 平方 立方 公斤 千克 厘米 毫米 公分 人次 把次 间次 台次 处次 次 根 只 米 扇 把 块 台 件 套 付 副 个',
  '间 栋 幢 处 斤 份 条 项 篇 批 名 位 支 枝 盏 张 片 卷 桶 袋 盒 箱 组 对 双 颗 粒 枚 节 段 棵 株 樘 座 面',
  '道 路 户 床 具 辆 顶 趟 车 圈 盘 瓶 包 束 吨 升 扎 捆 打 遍 回 单 笔 层 排 场 孔 门 口 头 股 窝 千瓦 m2',
  'kg cm mm m',
].flatMap(line => line.split(' '))

/** Ambiguous after a number inside a sentence: 3层, 2号门, 一路, 三孔 are mostly not quantities there. */
const ONLY_ALONE = new Set('层 排 孔 门 口 头 路 股 窝 单 场 座 栋 幢 户 面'.split(' '))

const EXTENTS = new Set(
  '米 m 厘米 公分 毫米 cm mm 平方 平方米 m2 立方 立方米 斤 公斤 千克 kg 吨 升'.split(' '),
)

/** Lengths, areas, weights: they measure work, they do not count orders. */
export const isExtent = (measure: string): boolean => EXTENTS.has(measure)

const byLength = (words: readonly string[]): string =>
  [...words].sort((a, b) => b.length - a.length).join('|')

/** For a cell that holds a quantity and nothing else. */
export const MEASURE_ALONE = byLength(MEASURES)
/** For a quantity within a sentence. */
export const MEASURE_IN_TEXT = byLength(MEASURES.filter(measure => !ONLY_ALONE.has(measure)))

const SAME: Readonly<Record<string, string>> = {
  m: '米',
  m2: '平方米',
  平方: '平方米',
  kg: '公斤',
  千克: '公斤',
  枝: '支',
}

/** One way of writing each: m → 米, 平方 → 平方米. */
export const plainMeasure = (measure: string): string => SAME[measure] ?? measure
