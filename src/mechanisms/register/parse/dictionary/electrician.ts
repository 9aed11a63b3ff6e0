import { type FaultItem, fault } from './types.ts'

const LAMPS = '灯具及开关、插座'
const OUTAGES = '停电切换、跳闸等故障'
const HEATERS = '电热水器、电水壶'
const AIR = '立式、挂壁式空调'

export const ELECTRICIAN_ITEMS: readonly FaultItem[] = [
  fault(
    'electrician.lamp',
    '灯具',
    LAMPS,
    '只',
    '灯具 灯管 灯管坏 日光灯 日光灯不亮 吸顶灯 吸顶灯不亮 LED灯 灯泡 灯座 灯架 灯罩 灯盘 筒灯 射灯 路灯 壁灯 节能灯 镇流器 启辉器 整流器 换灯 台灯 黑板灯 走廊灯 声控灯 床头灯',
    { pattern: /(?<!应急|指示|消防|投影)灯/, hint: /不亮|照明/ },
  ),
  fault(
    'electrician.switch',
    '开关',
    LAMPS,
    '只',
    '开关 开关失灵 换开关 灯开关 面板开关 双控开关 开关面板 开关坏 声控开关',
    {
      pattern: /(?<!空气|漏电|闸刀|时控)开关/,
    },
  ),
  fault(
    'electrician.socket',
    '插座',
    LAMPS,
    '只',
    '插座 插座没电 插座烧坏 换插座 墙插 地插 插孔 五孔 插排 接线板 拖线板 插座面板',
  ),
  fault(
    'electrician.power_switch',
    '停电切换电源',
    OUTAGES,
    '次',
    '停电 外线停电 切换电源 外线停电切换电源 电源切换 双电源 发电机 倒闸 送电',
    {
      level: 'L1',
    },
  ),
  fault(
    'electrician.trip',
    '跳闸',
    OUTAGES,
    '次',
    '跳闸 线路跳闸 漏电 漏电跳闸 雨天漏电跳闸 用电不当跳闸 短路 空气开关 空开 漏电开关 漏电保护器 漏保 闸刀 闸刀开关 保险丝 熔断器 断路器 缺相 合不上闸',
    { level: 'L1', hint: /没电|无电|断电|没有电|电不通/ },
  ),
  fault(
    'electrician.water_heater',
    '电热水器',
    HEATERS,
    '次',
    '电热水器 电热水器不热 热水器 热水器不热 小厨宝',
  ),
  fault('electrician.kettle', '电水壶', HEATERS, '次', '电水壶 电水壶坏 电热水壶 烧水壶 热水壶 水壶'),
  fault(
    'electrician.ac_stand',
    '立式空调',
    AIR,
    '次',
    '立式空调 柜机 柜式空调 立柜空调 柜机空调 立柜式空调 立式空调漏水 柜机不制冷 空调柜机',
    {
      pattern: /(?:立柜?式?|柜式?)(?:空调|机)(?!房)/,
    },
  ),
  fault(
    'electrician.ac_wall',
    '挂壁式空调',
    AIR,
    '次',
    '挂壁式空调 挂机 挂式空调 壁挂空调 壁挂式空调 挂壁空调 挂机不启动 壁挂空调滴水 空调挂机 壁式空调 挂壁机',
    { pattern: /(?:挂壁?|壁挂?)式?(?:空调|机)/ },
  ),
  fault(
    'electrician.ac',
    '空调（未注明型式）',
    AIR,
    '次',
    '空调 空调不制冷 空调漏水 空调不制热 空调滴水 空调遥控器 空调外机 中央空调',
  ),
  fault(
    'electrician.wiring',
    '电线老化、打火',
    null,
    '处',
    '电线 线路老化 电线老化 电线发热 打火 冒火花 电线裸露 电缆 线槽 线路故障 烧焦',
    {
      level: 'L1',
      hint: /线路|电路|焦味/,
    },
  ),
  fault(
    'electrician.switchboard',
    '配电柜故障',
    null,
    '次',
    '配电柜 配电箱 配电房 开关箱 接触器 电箱 电表 电表箱',
    { level: 'L1' },
  ),
  fault('electrician.fan', '吊扇', null, '台', '吊扇 电风扇 风扇 壁扇 摇头扇 电扇'),
  fault('electrician.exhaust_fan', '排风扇', null, '台', '排风扇 换气扇 排气扇 抽风机 浴霸'),
  fault('electrician.boiler', '开水器、饮水机', null, '台', '开水器 饮水机 开水炉 直饮水 烧水器 电开水'),
  fault(
    'electrician.appliance',
    '其他电器',
    null,
    '台',
    '洗衣机 冰箱 烘手器 干手器 电动窗帘 电动门 微波炉 吹风机',
  ),
]
