/** What a column of a simple register holds. */
export type FieldType = 'text' | 'day' | 'instant' | 'number' | 'quantity' | 'money' | 'choice' | 'yesno'

/** A column of a register as people head it in their spreadsheets. */
export interface FieldSpec {
  key: string
  /** The heading in the template: 报修时间. */
  title: string
  /** Other headings under which it comes. */
  aliases?: readonly string[]
  type: FieldType
  required?: boolean
  /** For `choice`: value → how people write it; several ways separated by |. */
  options?: Readonly<Record<string, string>>
  example?: string
  /** For the template: what to write here. */
  note?: string
  /** Adds up, under its own title or under this name: 赔偿(元). Subtotal rows are checked against it. */
  sum?: boolean | string
  /** Read where it stands, but not asked for in the template. */
  rare?: boolean
  /** The row's own number (receipt, serial): equal rows with equal numbers are one row written twice. */
  number?: boolean
}

/** A decision beside the columns. */
export interface OptionSpec {
  key: string
  title: string
  type: 'select' | 'switch'
  choices: readonly { value: string; label: string }[]
  /** Value without a decision; '' leaves it to the reader. */
  default: string
  note?: string
}

export const ON = 'yes'
export const OFF = 'no'

/** Comparison form of a heading: 赔偿金额(元) and 赔偿 金额 are the same. */
export function headingKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[（(【[].*?[)）】\]]/g, '')
    .replace(/[\s*＊:：·、/／_-]+/g, '')
    .toLowerCase()
}
