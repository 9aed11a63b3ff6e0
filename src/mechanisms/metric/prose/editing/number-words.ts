/**
 * What makes a number in Chinese text a claim, and what makes it a name, a date or a place in a row.
 * Data, so that a case met in use is one more word here.
 */

/** Words after a numeral that count or measure. Longer ones first where one begins another. */
const MEASURES = [
  ...['人次', '场次', '班次', '车次', '工作日', '学期', '课时', '小时', '分钟', '个月', '万元', '美元'],
  ...['平方米', '立方米', '平方', '立方', '公里', '千米', '厘米', '毫米', '公斤', '千克', '毫升', '千瓦时'],
  ...['标段', '乡镇', '县市区'],
  ...'次根只米扇把块台件套付副个间栋幢座处亩斤克吨升份条项篇批名人位所县天年周元角分度倍成折起笔张本册'.split(
    '',
  ),
  ...'支瓶桶箱袋包盒盏樘面片颗株棵盆头辆艘部门顶床桌席餐顿道场节户家单例宗组对双趟遍口排列行卷枚枝类种方'.split(
    '',
  ),
  ...['㎡', 'm²', 'm2', 'm³', 'm3', 'km', 'cm', 'mm', 'kg', 'mg', 'ml', 'kWh', 'kW', 'g', 'm', 'L', 't'],
  ...['℃', '°C', '%', '％', '‰', '¥', '￥'],
]

/** With a bare 一 only these are counts; 一个, 一面, 一项 and the like are figures of speech. */
const COUNTED_WITH_ONE = '次台套栋幢座间处起例名位人辆笔宗件条扇根只棵株盏樘张万元年亩吨米倍'.split('')

const anyOf = (words: readonly string[]): string => `(?:${words.join('|')})`

export const MEASURE = anyOf(MEASURES)
export const MEASURE_WITH_ONE = anyOf(COUNTED_WITH_ONE)
export const NUMERAL = '[〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半几]'

const TO = '(?:、|[—–\\-~～至到]{1,2})'
/** 5 or 5、6、7 or 9—11, of at most so many digits each. */
const listOf = (digit: string, most: number): string =>
  `(?<!${digit})${digit}{1,${most}}(?:\\s*${TO}\\s*${digit}{1,${most}})*`
const DAYS = listOf('\\d', 2)
const NUMBERS = listOf('\\d', 4)
const WORDS = listOf('[一二三四五六七八九十]', 3)
const PART_OF_MONTH = '(?:份|底|初|末|上旬|中旬|下旬)?'
const CLAUSE = '(?<=^|[。；;：:\\n])\\s*'

/**
 * Not claims: codes, dates, numbering, places in a row, set phrases. Each match is taken out of the
 * search before the next pattern is tried. Digits are half width by then.
 */
export const NOT_CLAIMS: readonly RegExp[] = [
  // 〔2025〕12号; codes that begin with a letter: BX-2026-000123, A4, PM2.5
  /[〔[]\d{4}[〕\]]\s*第?\d+号/g,
  /[A-Za-z]+[-_]?\d[\dA-Za-z]*(?:[-_/.]\d+)*/g,
  // Telephone numbers, times of day, whole dates.
  /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?!\d)/g,
  /(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)/g,
  /(?<!\d)(?:19|20)\d{2}([-/.])\d{1,2}\1\d{1,2}(?!\d)/g,
  // 2025年, 2025—2026学年, 二〇二五年, 09秋季
  new RegExp(`(?<!\\d)(?:19|20)\\d{2}(?:\\s*${TO}\\s*(?:19|20)\\d{2})?\\s*(?:学年度?|年度?|级|届)`, 'g'),
  /[一二][〇零一二三四五六七八九]{3}年/g,
  /(?<!\d)\d{2}(?=[春秋])/g,
  // 9月3日, 9—11月, 十一月份; a lone 15日 only where a date can stand: 共15日 is a count
  new RegExp(`${DAYS}\\s*月${PART_OF_MONTH}(?:\\s*${DAYS}\\s*[日号])?`, 'g'),
  new RegExp(`(?<=^|[于在自从至到，。；、（(])${DAYS}日`, 'g'),
  new RegExp(`${WORDS}月${PART_OF_MONTH}(?:${WORDS}[日号])?`, 'g'),
  /(?<!\d)\d{1,2}\s*[点时](?:\s*\d{1,2}\s*分)?/g,
  /[一二三四五六七八九十两]{1,3}点(?:半|钟|(?![零一二三四五六七八九]))/g,
  /(?:星期|周|礼拜)[一二三四五六日\d]/g,
  // Numbering at the beginning of a line or a clause: (1) （一） 1、 一、
  new RegExp(`${CLAUSE}[(（](?:\\d{1,3}|[一二三四五六七八九十]{1,3})[)）]`, 'g'),
  new RegExp(`${CLAUSE}(?:\\d{1,2}(?:[、．)）]|\\.(?!\\d))|[一二三四五六七八九十]{1,3}、)`, 'g'),
  // Places in a row: 第三次, 7号楼, 5、6、7号, 三楼, 203室, 七年级, 3班, 二期, 一、二标段
  new RegExp(`第\\s*(?:\\d+|${NUMERAL}+)`, 'g'),
  new RegExp(`${NUMBERS}\\s*(?:号|#|＃|楼|层|室|年级|班(?!次)|单元|路|级)`, 'g'),
  new RegExp(`${WORDS}(?:号|楼|层|室|年级|班(?!次)|单元|期(?!间)|标段|级|等奖)`, 'g'),
  /\d+栋(?=\d)/g,
  /[初高大][一二三四](?![〇零一二两三四五六七八九十百千万亿])/g,
  // Set phrases in which nothing is counted.
  /三服务|两育人|三统一|两条线|三无|三包|两荤两素一汤|四个意识|两个维护|四个自信|货比三家|发现一处|处理一处/g,
  /千方百计|千家万户|千千万万|十分(?!钟)|万分|千万(?![元人次])|一次性|一年一度|[上下]半[年学]/g,
  /一(?:个?学年|个?学期|年|学期)(?:以?来)|万一|每一|任一|逐一|统一|唯一|单一|同一|之一/g,
  /[一二两三四五六七八九十几多]+(?:个|大|方)?(?:方面|部分)/g,
]
