/**
 * How long the papers and records of a logistics office are kept. `law`: the named article was read; `unsure`: usual
 * practice or a rule that was not read, to be checked by the school before anything is destroyed.
 */
export interface KnownPeriod {
  record: string
  keep: string
  from: string
  source: string
  certainty: 'law' | 'unsure'
}

const law = (record: string, keep: string, from: string, source: string): KnownPeriod => ({
  record,
  keep,
  from,
  source,
  certainty: 'law',
})
const unsure = (record: string, keep: string, from: string, source: string): KnownPeriod => ({
  ...law(record, keep, from, source),
  certainty: 'unsure',
})

export const KNOWN_PERIODS: readonly KnownPeriod[] = [
  law('食品进货查验记录和凭证（有保质期）', '6个月', '保质期满', '食品安全法第五十条、第五十三条'),
  law('食品进货查验记录和凭证（没有保质期）', '24个月', '购进', '食品安全法第五十条、第五十三条'),
  law('食用农产品进货查验记录（销售者）', '6个月', '购进', '食品安全法第六十五条'),
  unsure('留样食品', '48小时', '留样', '学校食堂留样要求，请核对所在地规定'),
  law('餐具集中消毒单位证照和消毒合格证明', '6个月', '消毒餐具使用期限届满', '食品安全法实施条例第二十六条'),
  law('政府采购文件', '15年', '采购结束', '政府采购法第四十二条'),
  law('保安监控影像、报警记录', '30天', '录制', '保安服务管理条例第二十五条'),
  law('公共安全视频图像', '30天', '录制；目的达到后删除', '公共安全视频图像信息系统管理条例第十七条'),
  law('反恐重点目标视频图像', '90天', '录制', '反恐怖主义法第三十二条'),
  law('保安服务合同', '2年', '合同终止（保安公司一方）', '保安服务管理条例第二十一条'),
  law('解除的劳动合同文本', '2年', '合同解除', '劳动合同法第五十条'),
  law('第一类易制毒化学品使用台账', '2年', '登记', '易制毒化学品管理条例第十九条'),
  unsure(
    '剧毒、易制爆化学品购销记录',
    '1年（学校宜不少于2年）',
    '登记',
    '危险化学品安全管理条例第四十一条（销售者）；学校一方请核对',
  ),
  law('网络日志', '6个月', '事件', '网络安全法第二十一条（2016年条序）'),
  law('个人信息保护影响评估报告和处理记录', '3年', '报告', '个人信息保护法第五十六条'),
  unsure('会计凭证、账簿', '30年', '会计年度终了', '会计档案管理办法，请核对'),
  unsure('固定资产卡片', '5年', '资产报废清理', '会计档案管理办法，请核对'),
  unsure('银行对账单、余额调节表、月季报', '10年', '会计年度终了', '会计档案管理办法，请核对'),
  unsure('年度财务报告', '永久', '', '会计档案管理办法，请核对'),
  unsure('学生资助公示（网上）', '公示期', '公示结束即撤下', '资助公示要求，请核对'),
  unsure('电梯维保记录', '4年', '登记', '电梯维护保养规则，请核对'),
  unsure('消防档案、防火巡查记录', '长期，至少3年', '登记', '由学校所在地规定，请核对'),
  unsure('访客登记', '6个月', '登记', '由学校规定；个人信息保护法第十九条要求保存时间最短'),
  unsure('晨检、消毒、陪餐、餐厨台账', '2年', '登记', '由学校规定，请核对'),
]
