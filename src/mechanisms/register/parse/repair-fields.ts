import { type FieldSpec, words } from './mapping-types.ts'

/** Columns of a register of repairs, under the headings that schools give them. */
export const REPAIR_FIELDS: readonly FieldSpec[] = [
  {
    key: 'externalNo',
    title: '编号',
    kind: 'serial',
    aliases: words(
      '单号 报修单号 报修编号 工单号 维修单号 登记号 流水号 No 单据号 报修单编号 维修编号 序列号 报障单号 申请编号 记录编号 任务编号 报障编号 受理编号 工单号码 单子号',
    ),
  },
  {
    key: 'serialNo',
    title: '序号',
    kind: 'serial',
    aliases: words('序 行号 项次 次序 顺序号 id'),
    also: words('号'),
  },
  {
    key: 'reportedOn',
    title: '报修日期',
    kind: 'day',
    required: true,
    byContent: true,
    aliases: words(
      '日期 报修时间 登记日期 登记时间 接报日期 接报时间 申报日期 申报时间 报修日 报修年月日 受理日期 受理时间 接单日期 年月日 上报日期 上报时间 保修日期 提交时间 报单日期 接修日期 报障时间 报障日期 日期时间 派单时间 申请日期 申请时间 报告日期 来电时间 报修月日',
    ),
    also: words('时间 维修日期 维修时间 修理日期 修理时间 派工日期'),
  },
  { key: 'reportedTime', title: '报修时刻', kind: 'time', aliases: words('时刻 几点 具体时间 时间') },
  { key: 'month', title: '月', kind: 'month', aliases: words('月份 报修月 日期月') },
  { key: 'date', title: '日', kind: 'date', aliases: words('号数 报修日 日期日') },
  {
    key: 'reporter',
    title: '报修人',
    kind: 'person',
    aliases: words(
      '报修部门/人 报修部门人 申报人 申请人 联系人 报修者 上报人 报告人 报修老师 报修教师 报修人姓名 报修班级 送修人 报单人 报修人员 报障人 报修师生 来电人 申报老师 报修教职工',
    ),
    also: words('姓名 登记人 报修部门 教师 老师 班级'),
  },
  {
    key: 'reporterUnit',
    title: '报修部门',
    kind: 'text',
    aliases: words('报修单位 部门 申报部门 使用部门 所在部门 部门/班级 报修科室 科室 系部'),
    also: words('班级 单位'),
  },
  {
    key: 'phone',
    title: '电话',
    kind: 'phone',
    aliases: words('联系电话 联系方式 手机 手机号 报修电话 报修人电话'),
  },
  {
    key: 'place',
    title: '地点',
    kind: 'place',
    byContent: true,
    aliases: words(
      '报修地点 维修地点 位置 详细地点 具体地点 具体位置 报修位置 维修位置 地址 场所 报修地址 故障地点 部位 报修场所 修理地点 施工地点 楼号房号 楼室 地点房间 寝室号 宿舍号 楼栋房间 房间位置 报修区域 楼-室 楼室号 地点(楼/室) 所在位置 所在地点 报修部位 楼号房间',
    ),
    also: words('区域 宿舍 寝室 楼层 使用地点'),
  },
  {
    key: 'building',
    title: '楼号',
    kind: 'building',
    byContent: true,
    aliases: words(
      '楼 楼栋 楼宇 幢号 栋号 幢 栋 楼名 建筑 建筑物 楼幢 大楼 楼栋号 楼房 楼名称 报修楼号 地点楼 地点楼号 宿舍楼 所在楼 所在楼栋 所在楼宇 栋别 楼别 楼幢号 楼栋名称 建筑名称 所在楼号',
    ),
    also: words('区域 地点 位置'),
  },
  { key: 'floor', title: '楼层', kind: 'text', aliases: words('层 所在楼层 地点层') },
  {
    key: 'room',
    title: '房间',
    kind: 'room',
    byContent: true,
    aliases: words(
      '室 房号 房间号 室号 门牌 门牌号 寝室号 教室 房 地点室 地点房间 房间号码 房间名称 宿舍号 室别 具体房间 房间门牌 房间(门牌) 所在房间 室名 房间编号 室内',
    ),
    also: words('寝室 班级 位置 具体位置 地点'),
  },
  {
    key: 'trade',
    title: '工种',
    kind: 'trade',
    byContent: true,
    aliases: words(
      '维修工种 维修类别 报修类别 报修类型 维修类型 类别 类型 专业 班组 分类 维修班组 项目类别 种类',
    ),
  },
  {
    key: 'category',
    title: '项目',
    kind: 'fault',
    aliases: words(
      '维修项目 故障类型 故障类别 报修项目 设施名称 物品名称 物品 设备名称 名称 维修物品 损坏物品 报修物品 修理项目',
    ),
    also: words('类别 类型 报修类别 报修类型'),
  },
  {
    key: 'fault',
    title: '报修内容',
    kind: 'fault',
    required: true,
    byContent: true,
    aliases: words(
      '故障现象 维修内容 维修项目及数量 故障描述 报修事项 问题描述 故障情况 损坏情况 报修情况 修理内容 维修项目 报修项目 故障内容 报修原因 故障 内容 报修内容及数量 维修内容及数量 问题 故障说明 描述 修理项目 维修事项 项目及数量 故障原因 需维修内容 报修问题 项目内容 项目名称 申报内容 维修项目名称 故障及数量 事由 报修事由 情况描述 申请内容 维修需求 报修描述 报障内容 故障及位置 报修项目及数量 修理项目及数量 报修明细 维修明细 待修内容 问题及数量 保修内容 求修内容 损坏内容 报修的内容 主要内容 损坏项目',
    ),
    also: words('项目 情况 事项'),
  },
  {
    key: 'quantity',
    title: '数量',
    kind: 'quantity',
    aliases: words(
      '数 件数 次数 维修数量 报修数量 修理数量 工作量 数量单位 完成数量 个数 报修次数 数目 量 维修量 工程量 数量/单位 件次数 数量合计 修理量 份数',
    ),
  },
  { key: 'measure', title: '单位', kind: 'measure', aliases: words('计量单位 量词 数量单位') },
  {
    key: 'handling',
    title: '处理情况',
    kind: 'text',
    aliases: words(
      '维修情况 处理结果 维修结果 完成情况 修理情况 处理方法 维修措施 处理措施 处理意见 维修记录 处理内容 检修情况 维修处理情况 解决情况 处置情况 维修过程 处理 处理方式 维修说明 处理说明 维修处理 处理办法 维修结论 处理结论 修复情况 办理情况 维修方式 维修详情 落实情况 维修反馈 处理详情',
    ),
    also: words('维修内容 修理内容 结果 状态'),
  },
  {
    key: 'materials',
    title: '耗用材料',
    kind: 'text',
    aliases: words(
      '材料 用料 使用材料 领用材料 维修材料 材料消耗 更换材料 配件 更换配件 耗材 消耗材料 所用材料 材料及数量 材料名称及数量 用料情况 材料名称',
    ),
  },
  {
    key: 'worker',
    title: '维修人',
    kind: 'person',
    aliases: words(
      '维修工 修理人 维修人员 处理人 经办人 师傅 维修师傅 木工 电工 水工 水道工 水电工 施工人 执行人 修理工 承修人 维修员 检修人 责任人 负责人 接单人 操作人 维修者 泥工 管道工 维修人签名 施工人员 经办 维修人姓名 处理人员 派工人员 维修师傅姓名 派工 维修责任人',
    ),
    also: words('签名 姓名'),
  },
  {
    key: 'doneOn',
    title: '完成日期',
    kind: 'day',
    aliases: words(
      '完成时间 修复日期 修复时间 完工日期 完工时间 维修日期 维修时间 处理日期 处理时间 竣工日期 修理日期 修理时间 办结时间 解决时间 修好日期 完成年月日 维修完成日期 维修完成时间 销单日期 修好时间 完工 完成 修复 办结日期 处理完成时间 竣工时间',
    ),
    also: words('验收日期 时间 日期'),
  },
  {
    key: 'rating',
    title: '满意度',
    kind: 'rating',
    byContent: true,
    aliases: words(
      '评价 满意情况 服务评价 评分 满意程度 报修人评价 反馈 回访 回访情况 满意否 满意度评价 是否满意 满意率 服务满意度',
    ),
  },
  {
    key: 'confirmedBy',
    title: '验收签字',
    kind: 'text',
    aliases: words(
      '验收人 签收 确认人 签字 验收 使用人签字 报修人签字 用户签字 签收人 确认签字 验收签名 报修人确认 验收情况',
    ),
  },
  {
    key: 'cause',
    title: '损坏原因',
    kind: 'text',
    aliases: words('原因 损坏性质 故障原因分析 责任性质'),
  },
  { key: 'remark', title: '备注', kind: 'text', aliases: words('说明 附注 其他 备注说明 其它 注') },
]
