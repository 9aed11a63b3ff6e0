import { type FaultItem, fault } from './types.ts'

export const OTHER_ITEMS: readonly FaultItem[] = [
  fault(
    'mason.wall',
    '墙面粉刷',
    null,
    '处',
    '粉刷 墙面 墙面脱落 墙皮 刷墙 乳胶漆 腻子 内墙 外墙 墙体 涂料',
    { level: 'L4' },
  ),
  fault(
    'mason.roof',
    '屋面渗漏',
    null,
    '处',
    '屋面 屋顶漏 屋顶漏水 屋面渗漏 屋面漏水 楼顶漏 天沟 浇油 防水卷材 雨水管 落水管',
    {
      level: 'L3',
      pattern: /(?:屋面|屋顶|楼顶|平台|顶棚)[^,;]{0,3}(?:漏|渗)/,
    },
  ),
  fault('mason.bathroom', '卫生间防渗漏', null, '间', '防渗漏 卫生间渗漏 卫生间防水 厕所渗水 卫生间渗水', {
    level: 'L3',
    pattern: /(?:卫生间|厕所|浴室)[^,;]{0,4}(?:渗|防水)/,
  }),
  fault(
    'mason.paving',
    '地砖、路面',
    null,
    '处',
    '地砖 路面 地面破损 地坪 瓷砖 墙砖 台阶 井盖 水泥地 道板 地板砖',
    { level: 'L3' },
  ),
  fault('mason.ceiling', '吊顶', null, '处', '吊顶 天花板 扣板 石膏板'),
  fault(
    'metalworker.fence',
    '围墙护栏、铁丝网',
    null,
    '处',
    '围墙 护栏 铁丝网 栏杆 扶手 围栏 防盗窗 防盗网 栅栏',
  ),
  fault(
    'metalworker.gate',
    '大门、门轴',
    null,
    '扇',
    '大门 门轴 闭门器 铁门 伸缩门 校门 闸门 卷帘门 电动伸缩门 地弹簧',
    { level: 'L1' },
  ),
  fault('metalworker.weld', '焊接', null, '处', '焊接 电焊 脱焊 烧焊 焊'),
  fault(
    'av.device',
    '投影、一体机、电脑',
    null,
    '台',
    '投影 投影仪 投影机 一体机 电脑 多媒体 幕布 电子白板 触摸屏 显示器 打印机 班班通 中控 电视机 电视',
  ),
  fault('av.cctv', '监控、周界报警', null, '处', '监控 摄像头 摄像机 周界报警 周界 硬盘录像机 门禁 道闸', {
    level: 'L1',
  }),
  fault(
    'av.network',
    '广播、电话、网络',
    null,
    '处',
    '广播 喇叭 音响 话筒 功放 电话 网络 网线 断网 上不了网 交换机 无线 WIFI 电铃 打铃',
  ),
  fault(
    'fire.equipment',
    '消火栓、报警、应急灯',
    null,
    '只',
    '消火栓 消防栓 灭火器 应急灯 指示灯 疏散指示 安全出口 烟感 消防报警 水带 消防门 防火门 喷淋 探测器',
    {
      level: 'L1',
    },
  ),
  fault('lift.fault', '电梯故障', null, '台', '电梯 电梯困人 电梯故障 扶梯 货梯 传菜梯', { level: 'L0' }),
  fault(
    'kitchen.device',
    '厨房设备',
    null,
    '台',
    '蒸饭柜 蒸饭车 冰柜 冷柜 消毒柜 燃气灶 灶台 油烟机 排烟 鼓风机 洗碗机 和面机 切菜机 压面机 保温台 炉灶 蒸箱 厨房设备',
    {
      level: 'L1',
    },
  ),
  fault(
    'garden.tree',
    '树木、枝条',
    null,
    '棵',
    '树木 树倒 树枝 枝条 倒伏 修剪 草坪 绿化 苗木 灌木 花坛 树',
    { level: 'L1' },
  ),
]
