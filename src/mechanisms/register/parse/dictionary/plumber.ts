import { type FaultItem, fault } from './types.ts'

const DRAINS = '疏通地漏、拖把池'
const TOILETS = '马桶、小便池及冲水阀'

export const PLUMBER_ITEMS: readonly FaultItem[] = [
  fault(
    'plumber.floor_drain',
    '疏通地漏',
    DRAINS,
    '次',
    '地漏 地漏堵 地漏堵塞 通地漏 地漏不通 地漏反水 地漏返水',
    {
      hint: /下水(?:道|口|管)?(?:慢|堵|不通|不畅|返|反)|(?:地面|卫生间|厕所|阳台)(?:积水|堵|下水)|下水道返修|疏通(?:下水|管道)?|通(?:一下)?(?:下水|管道)/,
    },
  ),
  fault(
    'plumber.mop_sink',
    '疏通拖把池',
    DRAINS,
    '次',
    '拖把池 拖把池堵塞 拖把池下水不通 拖布池 墩布池 拖把槽 拖把桶池',
  ),
  fault(
    'plumber.basin_pipe',
    '更换台盆水管',
    null,
    '根',
    '台盆水管 换台盆水管 台盆软管 台盆软管漏水 洗脸盆进水管 台盆下水管 面盆软管 进水软管 不锈钢软管 上水软管 编织软管 软管',
    {
      pattern:
        /(?:台盆|洗脸盆|脸盆|面盆|洗手盆|洗手池|洗手台|水池|盥洗池)[^龙头,;]{0,4}(?:软管|水管|进水|管子?|弯头|漏水)/,
    },
  ),
  fault(
    'plumber.tap',
    '水龙头',
    null,
    '只',
    '水龙头 换水龙头 龙头 龙头坏 龙头漏水 水龙头滴水 水笼头 笼头 水嘴 阀芯',
  ),
  fault('plumber.kerb', '修补侧石', null, '米', '侧石 修补侧石 路侧石 路沿石 路牙 路缘石 道牙', {
    countsAsOrder: false,
    level: 'L3',
  }),
  fault(
    'plumber.basin_drain',
    '疏通台盆',
    null,
    '次',
    '疏通台盆 通台盆 台盆堵 台盆下水堵 洗脸盆堵 洗手池堵 水池堵',
    {
      pattern:
        /(?:台盆|洗脸盆|脸盆|面盆|洗手盆|洗手池|洗手台|水池|水槽|盥洗池)[^龙头,;]{0,4}(?:堵|不通|下水慢|下水不)/,
    },
  ),
  fault(
    'plumber.pipe_leak',
    '水管漏水',
    null,
    '处',
    '水管漏水 水管坏 管道漏水 管子漏 漏水管 水管接头 修水管',
    {
      pattern: /(?:水管|管道|管子|管网|弯头|接头)[^,;]{0,3}(?:漏|坏|断|渗)/,
      hint: /漏水|渗水|滴水|水管|水表/,
    },
  ),
  fault('plumber.pipe_burst', '水管爆裂', null, '处', '水管爆裂 爆管 水管爆 水管冻裂 水管炸', {
    level: 'L1',
    pattern: /(?:水管|管道|管子)[^,;]{0,3}(?:爆|冻裂|喷水)/,
  }),
  fault('plumber.no_water', '停水、水压不足', null, '次', '停水 没水 无水 不出水 水压低 水压不足', {
    level: 'L1',
  }),
  fault(
    'plumber.toilet',
    '疏通马桶、小便池',
    TOILETS,
    '次',
    '马桶 坐便器 大便池 蹲坑 蹲便器 蹲便 小便池 小便斗 小便槽 便池 厕所堵 厕所堵塞',
    {
      pattern: /(?:马桶|坐便器?|[大小]便[池斗槽]|蹲[坑便]器?|便池)[^,;]{0,3}(?:堵|不通|漏|坏)/,
    },
  ),
  fault(
    'plumber.flush_valve',
    '冲水阀',
    TOILETS,
    '只',
    '冲水阀 冲洗阀 脚踏阀 延时阀 感应冲水 冲水箱 水箱漏水 水箱 进水阀 浮球阀',
    {
      pattern: /(?:马桶|小便[池斗]|便池)?(?:冲水阀|冲洗阀|脚踏阀|延时阀|水箱|浮球)/,
    },
  ),
  fault('plumber.valve', '阀门、角阀', null, '只', '角阀 三角阀 阀门 闸阀 球阀 水阀 总阀'),
  fault('plumber.shower', '淋浴器、花洒', null, '只', '淋浴 花洒 莲蓬头 喷头 淋浴器 混水阀'),
  fault(
    'plumber.buried_leak',
    '地下管网漏水',
    null,
    '处',
    '地下管网 地下水管 管网漏水 消防水管漏水 地埋管 夜间流量异常',
    {
      level: 'L1',
    },
  ),
  fault('plumber.radiator', '暖气片', null, '组', '暖气片 暖气 散热器 暖气不热 放气阀 地暖', { level: 'L1' }),
  fault(
    'plumber.septic',
    '化粪池、污水外溢',
    null,
    '次',
    '化粪池 污水外溢 污水井 窨井 下水井 隔油池 污水管',
    { level: 'L1' },
  ),
]
