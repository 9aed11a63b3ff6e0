import { z } from 'zod'

const Part = z.object({ bytes: z.int(), sha256: z.string() })

/** What the export of a school says of itself; the last entry of the archive, so that a torn one has none. */
export const SchoolManifest = z.object({
  format: z.literal(1),
  product: z.literal('zongwu-school'),
  version: z.string(),
  takenAt: z.string(),
  school: z.object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    shortName: z.string(),
    kind: z.string(),
    zone: z.string(),
    demo: z.boolean(),
    createdAt: z.string(),
  }),
  migrations: z.array(z.object({ module: z.string(), name: z.string(), checksum: z.string() })),
  tables: z.array(
    Part.extend({ name: z.string(), title: z.string(), columns: z.array(z.string()), rows: z.int() }),
  ),
  books: z.array(Part.extend({ name: z.string(), sheets: z.int() })),
  files: z.object({ count: z.int(), bytes: z.int(), missing: z.array(z.string()) }),
  audit: z.object({ entries: z.int(), head: z.string() }),
  leftOut: z.record(z.string(), z.string()),
})
export type SchoolManifest = z.output<typeof SchoolManifest>

export const MANIFEST = 'manifest.json'
export const README = '说明.txt'
export const tableEntry = (name: string): string => `data/${name}.csv`
export const fileEntry = (sha256: string): string => `files/${sha256}`
export const bookEntry = (name: string): string => `books/${name}.xlsx`

export const readmeText = (
  school: string,
  takenAt: string,
): string => `${school} 的全部数据，导出时刻 ${takenAt}

books/          给人看的表格，每个业务一本，用 Excel 或 WPS 打开
data/           给程序读的原样数据（CSV，UTF-8），一张表一个文件，可以一行不差地导回总务
files/          照片和文件，以内容的 SHA-256 值为名；名称对照见 data/attachment_file.csv
manifest.json   版本、行数和校验值

导入到另一处的总务：npx zongwu school import 本文件
这份文件里有个人信息，请加密保管，用完删除。
`
