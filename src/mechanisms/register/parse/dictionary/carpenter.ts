import { type FaultItem, fault } from './types.ts'

const DOORS = '门、门拉手、橱门'
const LOCKS = '修锁、换锁'

export const CARPENTER_ITEMS: readonly FaultItem[] = [
  fault(
    'carpenter.door',
    '修门',
    DOORS,
    '扇',
    '修门 木门 房门 宿舍门 教室门 卫生间门 门框 门板 门套 门扇 合页 铰链 门碰 门吸',
    {
      pattern: /(?<![部专热阀大闸铁校]|橱柜?|衣柜|柜|移|推拉)门(?![卫口铃禁牌诊厅岗槛]|外|前)/,
    },
  ),
  fault(
    'carpenter.door_handle',
    '修门拉手',
    DOORS,
    '扇',
    '门拉手 修门拉手 拉手 把手 门把手 门把 执手 门执手',
  ),
  fault(
    'carpenter.cupboard_door',
    '修橱门',
    DOORS,
    '扇',
    '橱门 修橱门 柜门 橱柜门 衣柜门 衣橱门 壁橱门 鞋柜门',
    {
      hint: /橱|衣柜|柜子|壁柜/,
    },
  ),
  fault(
    'carpenter.lock_repair',
    '修锁',
    LOCKS,
    '把',
    '修锁 门锁 门锁坏 锁坏 锁打不开 锁芯 锁体 开锁 锁具 锁舌 修门锁 抽屉锁',
    {
      pattern: /(?<!封|闭|连)锁/,
    },
  ),
  fault(
    'carpenter.lock_change',
    '换锁',
    LOCKS,
    '把',
    '换锁 更换门锁 换门锁 换锁芯 更换锁芯 新装锁 装锁 配锁 换挂锁 更换锁具',
    {
      pattern: /(?:更换|调换|换|新装|加装|安装|装|配)[^修,;、]{0,5}锁芯?/,
    },
  ),
  fault(
    'carpenter.sliding_wheel',
    '换移门滑轮',
    null,
    '只',
    '移门滑轮 换移门滑轮 滑轮 移门轮 移门轮子 吊轮 滚轮 移门吊轮 推拉门滑轮',
    {
      hint: /移门|推拉门|滑门/,
    },
  ),
  fault(
    'carpenter.sliding_strip',
    '移门铜条',
    null,
    '根',
    '移门铜条 铜条 换移门铜条 铜轨 移门轨道 移门铜轨 移门导轨',
  ),
  fault(
    'carpenter.glass',
    '配玻璃',
    null,
    '块',
    '玻璃 配玻璃 换玻璃 玻璃碎 玻璃破 窗玻璃 门玻璃 装玻璃 配换玻璃 镜子',
  ),
  fault('carpenter.stool', '修凳子', null, '只', '凳子 修凳子 方凳 凳面 凳脚 板凳 学生凳', { pattern: /凳/ }),
  fault('carpenter.lectern', '修讲台', null, '只', '讲台 修讲台 讲桌 多媒体讲台 讲台桌 演讲台'),
  fault(
    'carpenter.office_desk',
    '修办公桌',
    null,
    '只',
    '办公桌 修办公桌 办公台 电脑桌 写字台 会议桌 办公桌抽屉 文件柜 办公椅 抽屉',
  ),
  fault(
    'carpenter.desk',
    '课桌椅',
    null,
    '张',
    '课桌 课椅 课桌椅 桌椅 学生桌 阅览桌 实验桌 餐桌 椅子 桌面 桌腿',
    { hint: /桌|椅/ },
  ),
  fault('carpenter.bed', '床架、床板', null, '张', '床架 床板 高低床 铁床 上下铺 床梯 爬梯 床铺 修床', {
    pattern: /床(?!头灯|单)/,
  }),
  fault(
    'carpenter.window',
    '修窗',
    null,
    '扇',
    '修窗 窗户 窗扇 窗子 铝合金窗 移窗 窗把手 窗拉手 窗锁 窗钩 风撑 纱窗',
    {
      pattern: /(?<!橱|电动)窗(?!帘|台|口)/,
    },
  ),
  fault('carpenter.curtain', '窗帘', null, '副', '窗帘 窗帘杆 窗帘轨 窗帘轨道 百叶帘 卷帘'),
  fault(
    'carpenter.board',
    '黑板、宣传栏',
    null,
    '块',
    '黑板 白板 推拉黑板 宣传栏 公告栏 软木板 挂钩 毛巾架 晾衣架',
  ),
]
