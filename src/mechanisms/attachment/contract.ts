import { z } from 'zod'
import { Id } from '../../kernel/pure/fields.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { FILE_ROLES, MAX_BYTES, MAX_FILES } from './rules.ts'

/** A file as records show it. */
export const FileView = z.object({
  id: Id,
  name: z.string(),
  mime: z.string(),
  bytes: z.int(),
  picture: z.boolean(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  role: z.enum(FILE_ROLES),
  at: z.date(),
})
export type FileView = z.output<typeof FileView>

export const contract = defineContract({
  id: 'attachment',
  title: '附件',
  operations: {
    upload: command({
      title: '上传文件',
      input: z.strictObject({}),
      output: z.object({ files: z.array(FileView) }),
      access: 'anyone',
      upload: { maxBytes: MAX_BYTES, maxFiles: MAX_FILES },
      rateLimit: 40,
    }),
    view: query({
      title: '查看文件',
      input: z.strictObject({
        id: Id.meta({ title: '文件' }),
        size: z.enum(['thumb', 'large', 'original']).default('large').meta({ title: '大小' }),
        /** What lets a stranger see the record, e.g. the secret of a follow link. */
        key: z.string().max(100).optional().meta({ title: '跟踪码' }),
      }),
      output: FileOutput,
      access: 'anyone',
      rateLimit: 600,
    }),
    discard: command({
      title: '撤掉刚上传的文件',
      input: z.strictObject({ id: Id.meta({ title: '文件' }) }),
      output: z.object({}),
      access: 'anyone',
    }),
  },
  errors: {
    none: { status: 422, text: '没有收到文件。请选好照片或文件后再上传。' },
    not_picture: {
      status: 415,
      text: '“{name}”不是照片，或者已经损坏打不开。请换一张重新上传；这一次的文件都没有保存。',
    },
    heic: {
      status: 415,
      text: '“{name}”是 HEIC 格式，这里还打不开。请在手机“设置→相机→格式”里选“兼容性最佳”后重拍，或截一张屏再上传。',
    },
    too_many_pixels: { status: 413, text: '“{name}”的像素太大。请用普通大小拍一张，或缩小后再上传。' },
    kind: {
      status: 415,
      text: '“{name}”这种文件不能上传。可以上传照片（JPG、PNG、WebP）、PDF、Word（docx）和 Excel（xlsx）。',
    },
    macro: { status: 415, text: '“{name}”里带有宏，不能上传。请另存为不带宏的 docx 或 xlsx 再上传。' },
    stranger_kind: { status: 415, text: '“{name}”不是照片。没有登录时只能上传照片；要传别的文件请先登录。' },
    stranger_limit: { status: 429, text: '这个网络一小时内上传的照片太多了。请过一会儿再试，或登录后上传。' },
    gone: {
      status: 409,
      text: '有 {count} 个文件找不到了：可能上传已超过一小时，或已用在别处。请重新上传后再提交。',
    },
  },
})

export const attachment = contract.operations
