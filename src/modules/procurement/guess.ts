import type { Category, RequestKind } from './words.ts'

export interface Guess {
  kind: RequestKind
  category: Category
}

/** Words that tell what a thing is; the first that is found counts, so the narrower stand before the wider. */
const WORDS: readonly (readonly [RegExp, RequestKind, Category])[] = [
  [/维修|保养|清洗|检测|服务|租赁|安装费|印刷费/, 'service', 'service'],
  [/灭火器|消防|应急灯|监控|防暴|警棍|安检|疏散/, 'equipment', 'safety'],
  [
    /投影|一体机|白板|黑板|讲台|扩音|话筒|音箱|功放|显微镜|教具|模型|实训|钢琴|琴|展台|点读/,
    'equipment',
    'teaching',
  ],
  [
    /电脑|计算机|笔记本电脑|打印机|复印机|扫描仪|碎纸机|服务器|交换机|路由|显示器|平板|硒鼓柜|空调|饮水机|电视/,
    'equipment',
    'it',
  ],
  [/课桌|课椅|桌|椅|凳|柜|床|沙发|书架|货架/, 'equipment', 'furniture'],
  [/足球|篮球|排球|乒乓|羽毛球|跳绳|球拍|体操|垫子|哑铃|杠|铅球|实心球|体育/, 'goods', 'sports'],
  [/图书|教材|课本|字典|词典|报纸|期刊|杂志/, 'goods', 'books'],
  [/印|试卷|画册|海报|横幅|展板|喷绘/, 'service', 'print'],
  [/锅|碗|盘|筷|勺|蒸|灶|冰箱|冰柜|留样|餐|厨/, 'goods', 'canteen'],
  [/树|苗|花|草|盆栽|肥|园艺|剪枝/, 'goods', 'greening'],
  [/扫|拖把|抹布|垃圾|桶|洗衣|洗洁|消毒|手套|口罩|肥皂|洁厕|纸巾|卫生纸|雨衣|胶鞋/, 'goods', 'cleaning'],
  [/灯|开关|插座|电线|水龙头|阀|水管|锁|合页|螺|钉|油漆|水泥|瓷砖|玻璃|五金|胶带/, 'goods', 'repair'],
  [/纸|笔|墨|硒鼓|文件夹|档案|订书|胶水|剪刀|本子|粉笔|板擦|计算器|U盘|电池/i, 'goods', 'office'],
]

/** Above this price for one it is kept as an asset whatever it is called, in fen. */
const LASTING_FEN = 100_000

/** What a thing probably is, from its name and price; whoever asks sees it and may say otherwise. */
export function guessFor(name: string, priceFen = 0): Guess {
  const found = WORDS.find(([words]) => words.test(name))
  const kind = found?.[1] ?? 'goods'
  return {
    kind: kind === 'goods' && priceFen >= LASTING_FEN ? 'equipment' : kind,
    category: found?.[2] ?? 'other',
  }
}

/** In plain words, what becomes of it when it has come. */
export const KIND_WORDS: Record<RequestKind, string> = {
  goods: '用完就没的物品，到货进仓库',
  equipment: '长期用的设备，到货登记成资产',
  service: '请人来做的服务',
}

/** Things that go onto one request: of one kind and one category. */
export function groupWishes<W extends Guess>(
  wishes: readonly W[],
): { kind: RequestKind; category: Category; wishes: W[] }[] {
  const groups = new Map<string, { kind: RequestKind; category: Category; wishes: W[] }>()
  for (const wish of wishes) {
    const key = `${wish.kind}/${wish.category}`
    const group = groups.get(key) ?? { kind: wish.kind, category: wish.category, wishes: [] }
    group.wishes.push(wish)
    groups.set(key, group)
  }
  return [...groups.values()]
}
