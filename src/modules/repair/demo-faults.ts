/** What breaks in the demo school, in the words of those who report it. */
export interface DemoFault {
  words: string
  item: string
  /** Least and most that is repaired at once. */
  qty: readonly [number, number]
  /** Name, measure and price in fen of the part, one for each piece. */
  part?: readonly [name: string, measure: string, priceFen: number]
  cause?: 'human' | 'weather' | 'misuse'
  /** Kinds of room where it happens. */
  where: 'dormitory' | 'classroom' | 'any'
  /** How often, against the others. */
  weight: number
}

export const DEMO_FAULTS: readonly DemoFault[] = [
  {
    words: '卫生间地漏堵了，水下不去',
    item: 'plumber.floor_drain',
    qty: [1, 2],
    where: 'dormitory',
    weight: 12,
  },
  { words: '拖把池下水慢', item: 'plumber.mop_sink', qty: [1, 2], where: 'any', weight: 9 },
  {
    words: '台盆软管漏水',
    item: 'plumber.basin_pipe',
    qty: [1, 3],
    part: ['不锈钢软管', '根', 1500],
    where: 'dormitory',
    weight: 10,
  },
  {
    words: '水龙头关不紧，一直滴水',
    item: 'plumber.tap',
    qty: [1, 2],
    part: ['水龙头', '只', 2500],
    where: 'any',
    weight: 6,
  },
  { words: '马桶堵了', item: 'plumber.toilet', qty: [1, 1], where: 'dormitory', weight: 3 },
  {
    words: '走廊水管爆裂，喷水了',
    item: 'plumber.pipe_burst',
    qty: [1, 1],
    part: ['管件', '套', 3600],
    cause: 'weather',
    where: 'any',
    weight: 1,
  },
  {
    words: '日光灯不亮',
    item: 'electrician.lamp',
    qty: [1, 4],
    part: ['LED灯管', '只', 1800],
    where: 'classroom',
    weight: 12,
  },
  {
    words: '插座没电',
    item: 'electrician.socket',
    qty: [1, 2],
    part: ['插座', '只', 1500],
    where: 'any',
    weight: 6,
  },
  {
    words: '开关按不动',
    item: 'electrician.switch',
    qty: [1, 1],
    part: ['开关', '只', 1200],
    where: 'any',
    weight: 5,
  },
  {
    words: '寝室跳闸，合不上',
    item: 'electrician.trip',
    qty: [1, 1],
    cause: 'misuse',
    where: 'dormitory',
    weight: 3,
  },
  { words: '挂机不制冷', item: 'electrician.ac_wall', qty: [1, 1], where: 'classroom', weight: 4 },
  { words: '吊扇有异响', item: 'electrician.fan', qty: [1, 1], where: 'classroom', weight: 2 },
  {
    words: '移门滑轮坏了，推不动',
    item: 'carpenter.sliding_wheel',
    qty: [1, 4],
    part: ['移门滑轮', '只', 1200],
    where: 'dormitory',
    weight: 11,
  },
  { words: '门锁打不开', item: 'carpenter.lock_repair', qty: [1, 1], where: 'any', weight: 6 },
  {
    words: '锁坏了，要换一把',
    item: 'carpenter.lock_change',
    qty: [1, 2],
    part: ['门锁', '把', 3500],
    where: 'any',
    weight: 6,
  },
  { words: '门关不上', item: 'carpenter.door', qty: [1, 1], where: 'any', weight: 5 },
  { words: '橱门掉了', item: 'carpenter.cupboard_door', qty: [1, 2], where: 'dormitory', weight: 4 },
  {
    words: '窗玻璃碎了一块',
    item: 'carpenter.glass',
    qty: [1, 1],
    part: ['玻璃', '块', 2800],
    cause: 'human',
    where: 'classroom',
    weight: 3,
  },
  {
    words: '凳子脚断了',
    item: 'carpenter.stool',
    qty: [1, 3],
    cause: 'human',
    where: 'classroom',
    weight: 3,
  },
  { words: '投影仪没有信号', item: 'av.device', qty: [1, 1], where: 'classroom', weight: 3 },
]

export const DEMO_DORMITORIES = ['学生宿舍5号楼', '学生宿舍6号楼', '学生宿舍7号楼', '学生宿舍11号楼']
export const DEMO_BUILDINGS = ['高职A楼', '高职B楼', '高职C楼', '三校部2号教学楼', '实验楼']
export const DEMO_OFFICES = ['行政楼', '图书馆', '食堂']
