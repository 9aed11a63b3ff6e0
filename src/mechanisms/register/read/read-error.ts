/** Why a file could not be read. The text says the way out. */
const TEXTS = {
  empty: '文件“{file}”里没有任何内容。请确认选对了文件，并且已经保存过。',
  file_too_large: '文件有 {size} MB，最大只能导入 {limit} MB。请删掉里面的图片，或按月份拆成几个文件再上传。',
  encrypted: '文件“{file}”加了打开密码，系统读不了。请用 Excel 或 WPS 打开它，取消密码后保存，再上传。',
  old_xls:
    '“{file}”是旧版 Excel（.xls）格式，系统读不了。请用 Excel 或 WPS 打开它，点“另存为”，选“Excel 工作簿（*.xlsx）”，再上传新文件。',
  other_format:
    '“{file}”是{format}，不是 Excel 工作簿（.xlsx）。请在原软件里把表格另存为 .xlsx 或 .csv，再上传。',
  not_spreadsheet: '“{file}”不是表格文件，看起来是{format}。请选择 Excel 表格（.xlsx）或 CSV 文件。',
  broken: '文件“{file}”已损坏或没有传完整，打不开。请用 Excel 或 WPS 打开检查，另存一份新的再上传。',
  bomb: '文件“{file}”解压后超过 {limit} MB，系统没有打开它。请只保留要导入的表格内容，另存一份再上传。',
  too_many_rows:
    '工作表“{sheet}”用到第 {rows} 行，一次最多导入 {limit} 行。如果下面是空行，请选中后删除再保存；如果都是记录，请按月份或工种拆成几个文件，分几次导入。',
  too_many_cells:
    '工作表“{sheet}”有 {cells} 个填了内容的格子，一次最多读 {limit} 个。请按月份或工种拆成几个文件，分几次导入。',
  too_wide:
    '工作表“{sheet}”一直用到 {column} 列，太宽了，最多 {limit} 列。请把右边多余的列删除，保存后再上传。',
  quotes:
    '文件“{file}”从第 {line} 行起有一个引号没有配对，后面的内容分不清在哪一格。请用 Excel 打开，另存为 .xlsx 再上传。',
} as const

export type ReadErrorCode = keyof typeof TEXTS
export type ReadErrorParams = Record<string, string | number>

export class ReadError extends Error {
  readonly code: ReadErrorCode
  readonly params: ReadErrorParams

  constructor(code: ReadErrorCode, params: ReadErrorParams, cause?: unknown) {
    super(
      TEXTS[code].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')),
      { cause },
    )
    this.name = 'ReadError'
    this.code = code
    this.params = params
  }
}
