// Writes samples/固定资产明细-其他软件导出.xlsx: a list of fixed assets as another product exports it, with other
// headings in two lines, merged cells, subtotals, days and amounts as people type them, and a few wrong rows.
// The same rows every time: node tools/sample-asset-list.mjs
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'

const FILE = new URL('../samples/固定资产明细-其他软件导出.xlsx', import.meta.url)

let seed = 20251231
const chance = n => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return Math.floor((seed / 2147483648) * n)
}
const one = list => list[chance(list.length)]

// name, class code of the edition of 2010, models, measure word, yuan, years of service
const THINGS = [
  ['台式电脑', '2010104', ['联想启天M415', '清华同方超越E500', '戴尔OptiPlex 3060'], '台', 4380, 6],
  ['笔记本电脑', '2010105', ['ThinkPad E480', '华为MateBook D14'], '台', 5260, 6],
  ['多功能一体机', '2020400', ['惠普M227fdw', '兄弟MFC-7380'], '台', 2199, 6],
  ['激光打印机', '2010601', ['惠普P1108', '佳能LBP2900+'], '台', 1180, 6],
  ['投影仪', '2020200', ['爱普生CB-X41', '明基MX532'], '台', 3899, 6],
  ['交互式电子白板', '2020800', ['鸿合HV-I8092'], '套', 12800, 6],
  ['柜式空调', '2206100', ['格力KFR-72LW', '美的KFR-72LW'], '台', 6499, 5],
  ['壁挂空调', '2206100', ['格力KFR-35GW'], '台', 2899, 5],
  ['网络交换机', '2010202', ['华为S5720-28P', 'H3C S1850'], '台', 3150, 6],
  ['功放机', '2320300', ['雅马哈PX5'], '台', 2760, 5],
  ['生物显微镜', '3330100', ['XSP-8CA', '宁波舜宇EX20'], '台', 1650, 5],
  ['电子琴', '3340200', ['雅马哈PSR-E363', '卡西欧CTK-3500'], '台', 1499, 5],
  ['乒乓球台', '3350100', ['红双喜T2023'], '张', 2180, 5],
  ['办公桌', '6010300', ['1400×700×760', '1600×800×760'], '张', 1260, 15],
  ['文件柜', '6010500', ['1800×850×390'], '组', 1050, 15],
  ['书架', '6010500', ['双面六层'], '组', 1380, 15],
  ['消毒柜', '2206200', ['康宝GPR380H'], '台', 2350, 5],
]
const PLACES = {
  信息中心: ['实验楼 201 机房', '实验楼 203', '综合楼机房'],
  教务处: ['教学楼 105', '教学楼 106', '教学楼三楼 301'],
  总务处: ['食堂', '总务仓库', '行政楼 102'],
  图书馆: ['图书馆一层', '图书馆阅览室'],
  体育组: ['体育馆', '体育器材室'],
}
const PEOPLE = ['陈立', '周敏', '吴晓东', '郑海燕', '何建国', '孙丽', '']
const WAYS = ['购置', '购置', '购置', '上级配发', '接受捐赠']
const MONEY = ['财政拨款', '财政拨款', '教育费附加', '自筹']
const STATES = ['在用', '在用', '在用', '正常使用', '在用', '闲置']

const yuan = value => value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
/** The same sum as five different people write it. */
const asMoney = value =>
  one([`${yuan(value)}元`, yuan(value), value, `¥${yuan(value)}`, `${value.toFixed(2)}`])
const pad = n => String(n).padStart(2, '0')
const asDay = (y, m, d) =>
  one([
    `${y}.${m}.${d}`,
    `${y}-${pad(m)}-${pad(d)}`,
    `${y}年${m}月${d}日`,
    `${y}/${m}/${d}`,
    new Date(Date.UTC(y, m - 1, d)),
  ])

let serial = 0
const rowOf = (unit, over = {}) => {
  serial += 1
  const [name, code, models, measure, price, life] = one(THINGS)
  const quantity = name === '办公桌' && chance(3) === 0 ? 2 + chance(5) : 1
  const [y, m, d] = [2015 + chance(10), 1 + chance(12), 1 + chance(28)]
  const value = price * quantity
  const months = Math.min(life * 12, (2025 - y) * 12 + 13 - m)
  const lost = Math.round((value * 100 * months) / (life * 12)) / 100
  return {
    no: `GDZC${y}${String(serial).padStart(4, '0')}`,
    code,
    name,
    model: one(models),
    measure,
    quantity,
    price,
    value,
    lost,
    unit,
    y,
    m,
    d,
    place: one(PLACES[unit]),
    keeper: one(PEOPLE),
    state: one(STATES),
    way: one(WAYS),
    money: one(MONEY),
    note: '',
    ...over,
  }
}

const withCells = row => ({ ...row, moneyCell: asMoney(row.value), dayCell: asDay(row.y, row.m, row.d) })

/** What is wrong with some rows, by their place in the list. */
const WRONG = {
  17: { name: '', note: '名称漏填' },
  58: { valueText: '面议' },
  93: { dayText: '2021.13.5' },
  121: { y: 2027, m: 3, d: 1, lost: 0 },
  160: { code: '9990101' },
  204: { state: '已报废' },
  233: { lost: 99999 },
  268: { dayText: '不详' },
}
const TWIN = 150

const book = new ExcelJS.Workbook()
book.created = new Date(Date.UTC(2025, 11, 31))
book.modified = book.created
const sheet = book.addWorksheet('明细账')
sheet.addRow(['市第二中学固定资产明细账'])
sheet.addRow([
  '编制单位：总务处',
  ...Array(8).fill(null),
  '截止日期：2025.12.31',
  ...Array(7).fill(null),
  '单位：元',
])
sheet.mergeCells('A1:S1')

const UPPER = [
  '序号',
  '资产编号',
  '国标代码',
  '资产名称',
  '规格型号',
  '单位',
  '价值信息',
  null,
  null,
  null,
  null,
  '使用情况',
  null,
  null,
  null,
  '购置日期',
  '增加方式',
  '资金性质',
  '备注',
]
const LOWER = [
  null,
  null,
  null,
  null,
  null,
  null,
  '数量',
  '单价',
  '账面原值',
  '累计折旧',
  '净值',
  '使用部门',
  '存放地点',
  '责任人',
  '使用状态',
  null,
  null,
  null,
  null,
]
const heads = () => {
  const upper = sheet.addRow(UPPER).number
  sheet.addRow(LOWER)
  for (const column of 'ABCDEFPQRS') sheet.mergeCells(`${column}${upper}:${column}${upper + 1}`)
  sheet.mergeCells(`G${upper}:K${upper}`)
  sheet.mergeCells(`L${upper}:O${upper}`)
}

heads()
const all = []
let count = 0
let total = 0
const UNITS = Object.keys(PLACES)
for (const [index, unit] of UNITS.entries()) {
  const size = 300 / UNITS.length
  let sum = 0
  let runStart = 0
  for (let i = 0; i < size; i++) {
    count += 1
    const row = count === TWIN ? all[count - 4] : withCells(rowOf(unit, WRONG[count]))
    all.push(row)
    const counted = row.valueText ? 0 : row.value
    sum += counted
    const cells = [
      count,
      row.no,
      row.code,
      row.name,
      row.model,
      row.measure,
      row.quantity,
      row.price,
      row.valueText ?? row.moneyCell,
      row.lost,
      row.valueText ? null : Math.round((row.value - row.lost) * 100) / 100,
      i % 12 === 0 ? unit : null,
      row.place,
      row.keeper,
      row.state,
      row.dayText ?? row.dayCell,
      row.way,
      row.money,
      row.note,
    ]
    const at = sheet.addRow(cells).number
    if (i % 12 === 0) runStart = at
    // The department is written once for a dozen rows.
    if (i % 12 === 11) sheet.mergeCells(`L${runStart}:L${at}`)
    // Printed lists repeat their headings.
    if (count === 180) heads()
  }
  sheet.addRow([null, `${unit}小计`, null, null, null, null, null, null, `${yuan(sum)}元`])
  total += sum
  if (index === UNITS.length - 1)
    sheet.addRow([null, '合  计', null, null, null, null, null, null, `${yuan(total)}元`])
}
sheet.addRow([])
sheet.addRow(['注：本表由资产管理软件导出，折旧计提至2025年12月。'])
sheet.addRow(['制表人：周敏', null, null, '审核人：何建国', null, null, null, null, '打印日期：2025.12.31'])
for (let column = 1; column <= 19; column++) sheet.getColumn(column).width = 13
await book.xlsx.writeFile(fileURLToPath(FILE))

const good = all.filter((_, i) => !WRONG[i + 1] && i + 1 !== TWIN)
console.log({
  rows: all.length,
  wrong: Object.keys(WRONG).length,
  good: good.length,
  fen: good.reduce((sum, row) => sum + Math.round(row.value * 100), 0),
  lostFen: good.reduce((sum, row) => sum + Math.round(row.lost * 100), 0),
  quantity: good.reduce((sum, row) => sum + row.quantity, 0),
})
