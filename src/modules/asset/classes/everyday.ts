/** What people call a thing, and the words of the standard that mean it: whoever types 课桌 finds 教学、实验用桌. */
export const EVERYDAY: readonly (readonly [said: RegExp, means: readonly string[]])[] = [
  [/课桌|书桌|学生桌|实验[台桌]|讲[台桌]/, ['教学、实验用桌']],
  [/课椅|课桌椅|学生椅|凳/, ['教学、实验椅凳']],
  [/电脑/, ['台式计算机', '便携式计算机']],
  [/笔记本|手提/, ['便携式计算机']],
  [/班班通|一体机|大屏/, ['触控一体机', '多功能一体机']],
  [/白板/, ['电子白板']],
  [/投影/, ['投影仪']],
  [/空调/, ['空调机']],
  [/电视/, ['普通电视设备（电视机）', '平板显示设备']],
  [/床/, ['轻金属床类', '木制床类', '塑料床类']],
  [/书[架柜]|资料柜/, ['书柜', '文件柜']],
  [/文件柜|档案柜|铁皮柜/, ['文件柜']],
  [/沙发/, ['家具']],
  [/排椅/, ['其他椅凳类']],
  [/校车|轿车|客车|货车|汽车/, ['车辆']],
  [/交换机|路由|无线AP|防火墙/i, ['网络设备', '信息安全设备']],
  [/监控|摄像/, ['广播、电视、电影设备']],
  [/冰[箱柜]/, ['电气设备']],
  [/和面|绞肉|切菜/, ['食品加工设备']],
  [/篮球|乒乓|单双杠|跑步机|体操/, ['体育设备设施']],
  [/钢琴|吉他|乐器/, ['文艺设备']],
  [/图书|书籍/, ['图书和档案']],
]

/** Names of the standard that what was typed may mean; empty where nothing is known. */
export const meaningOf = (text: string): readonly string[] =>
  EVERYDAY.filter(([said]) => said.test(text)).flatMap(([, means]) => means)
