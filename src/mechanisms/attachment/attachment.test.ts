import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineContract } from '../../kernel/pure/operation.ts'
import { refKey } from '../../kernel/pure/ref.ts'
import type { Download, UploadedFile } from '../../kernel/server/files.ts'
import { newId } from '../../kernel/server/ids.ts'
import { runForEachSchool } from '../../kernel/server/jobs.ts'
import { defineModule } from '../../kernel/server/module.ts'
import { buildRegistry } from '../../kernel/server/registry.ts'
import { backgroundDone, inSchool } from '../../kernel/server/run.ts'
import { modules } from '../../modules/index.ts'
import { type Caller, type Scenario, scenario } from '../../testing/scenario.ts'
import { attach, attachment, listFor, subjectVisibility } from './index.ts'
import { STRANGER_LOOSE_MAX } from './rules.ts'

let s: Scenario
beforeEach(async () => {
  s = await scenario()
})

const picture = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: { r: width % 255, g: height % 255, b: 9 } } })

const upload = async (content: Buffer, name = '照片.jpg'): Promise<UploadedFile> =>
  s.app.files.receive(Readable.from([content]), name, content.length)

const send = async (who: Caller, ...contents: (Buffer | [Buffer, string])[]) => {
  const uploads: UploadedFile[] = []
  for (const c of contents) uploads.push(Array.isArray(c) ? await upload(...c) : await upload(c))
  return (await who.call(attachment.upload, {}, { uploads })).files
}

const see = async (
  who: Caller,
  id: string,
  size: 'thumb' | 'large' | 'original' = 'original',
  key?: string,
) => {
  const file = (await who.call(attachment.view, { id, size, ...(key ? { key } : {}) })) as Download
  return { file, content: await buffer(file.body as Readable) }
}

/** Files on disk that are kept, not merely received. */
const kept = (): string[] => {
  const folder = dirname(s.app.files.incoming)
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(f => f.isFile() && /^[0-9a-f]{64}$/.test(f.name))
    .map(f => f.name)
}

describe('upload', () => {
  it('turns photos upright and removes where they were taken', async () => {
    const sideways = await picture(60, 40)
      .jpeg()
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD3: { GPSLatitude: '31/1 13/1 0/1' } })
      .toBuffer()
    const before = await sharp(sideways).metadata()
    expect([before.width, before.orientation, before.exif?.length]).toEqual([60, 6, expect.any(Number)])
    const [file] = await send(s.as('teacher'), [sideways, 'IMG_0001.JPG'])
    expect(file).toMatchObject({
      name: 'IMG_0001.jpg',
      mime: 'image/jpeg',
      width: 40,
      height: 60,
      picture: true,
    })
    for (const size of ['original', 'large', 'thumb'] as const) {
      const { content } = await see(s.as('teacher'), file!.id, size)
      const meta = await sharp(content).metadata()
      expect([meta.width, meta.height, meta.exif]).toEqual([40, 60, undefined])
    }
  })

  it('makes a large and a small form of a big photo', async () => {
    const [file] = await send(s.as('teacher'), await picture(5000, 2500).jpeg().toBuffer())
    const widths: number[] = []
    for (const size of ['original', 'large', 'thumb'] as const)
      widths.push((await sharp((await see(s.as('teacher'), file!.id, size)).content).metadata()).width)
    expect(widths).toEqual([4000, 1600, 320])
  })

  it('takes png, webp and avif, and keeps transparency', async () => {
    const clear = {
      create: { width: 9, height: 9, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    }
    const files = await send(
      s.as('teacher'),
      [await sharp(clear).png().toBuffer(), '签字.png'],
      [await sharp(clear).webp().toBuffer(), 'a.webp'],
      [await picture().avif().toBuffer(), 'b.heic'],
    )
    expect(files.map(f => [f.name, f.mime])).toEqual([
      ['签字.png', 'image/png'],
      ['a.webp', 'image/webp'],
      ['b.jpg', 'image/jpeg'],
    ])
  })

  it('refuses what is not a picture, whatever its name says, and keeps nothing of the whole lot', async () => {
    const good = await picture().jpeg().toBuffer()
    const teacher = s.as('teacher')
    const broken = Buffer.concat([good.subarray(0, good.length / 2)])
    const bad: [Buffer, string][] = [
      [Buffer.from('\xff\xd8\xff\xe0 not really', 'latin1'), 'attachment.not_picture'],
      [broken, 'attachment.not_picture'],
      [Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'attachment.heic'],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'attachment.kind'],
      [Buffer.from('MZ program'), 'attachment.kind'],
      [Buffer.from('PK\x03\x04 some archive'), 'attachment.kind'],
      [Buffer.from('PK\x03\x04[Content_Types].xml xl/workbook.xml xl/vbaProject.bin'), 'attachment.macro'],
      [Buffer.alloc(0), 'attachment.kind'],
    ]
    for (const [content, code] of bad) await s.refused(send(teacher, good, [content, '漏水.jpg']), code)
    await s.refused(send(teacher), 'attachment.none')
    expect(kept()).toEqual([])
    const rows = await s.inSchool(ctx => ctx.db.selectFrom('attachment_file').select('id').execute())
    expect(rows).toEqual([])
  })

  it('takes documents from who is signed in, and offers them for saving', async () => {
    const pdf = Buffer.from('%PDF-1.7 …')
    const docx = Buffer.from('PK\x03\x04[Content_Types].xml word/document.xml')
    const [a, b] = await send(s.as('clerk'), [pdf, '合同.pdf'], [docx, '方案.doc'])
    expect(b!.name).toBe('方案.docx')
    const shown = await see(s.as('clerk'), b!.id)
    expect(shown.file.inline).toBe(false)
    expect(shown.content.equals(docx)).toBe(true)
    expect((await see(s.as('clerk'), a!.id)).file.inline).toBe(true)
    await s.refused(send(s.anonymous(), [pdf, '合同.pdf']), 'attachment.stranger_kind')
  })

  it('limits strangers by what they leave lying about', async () => {
    await s.inSchool(async ctx => {
      for (let n = 0; n < STRANGER_LOOSE_MAX; n++)
        await ctx.db
          .insertInto('attachment_file')
          .values({
            ...{
              school_id: ctx.schoolId,
              id: ctx.id(),
              sha256: 'x',
              name: 'x',
              mime: 'image/jpeg',
              bytes: 1,
            },
            ...{ stranger: 'a'.repeat(32), created_at: ctx.now },
          })
          .execute()
    })
    const photo = await picture().jpeg().toBuffer()
    await s.refused(send(s.anonymous(), photo), 'attachment.stranger_limit')
    expect(await send(s.anonymous('b'.repeat(32)), photo)).toHaveLength(1)
  })
})

describe('whose files', () => {
  const ref = { kind: 'sample.order', id: newId() }

  /** Orders whose secret is "sesame"; otherwise only the director sees them. */
  const withOrders = () => {
    const sample = defineModule({
      contract: defineContract({ id: 'sample', title: '样例', operations: {}, errors: {} }),
      dependsOn: ['attachment'],
      handlers: {},
      provides: [
        subjectVisibility.of({
          kind: 'sample.order',
          maySee: async (ctx, _id, key) =>
            key === 'sesame' || (ctx.actor.kind === 'user' && ctx.actor.roles.includes('director')),
        }),
      ],
    })
    s.app.registry = buildRegistry([...modules, sample])
  }
  const attachAs = (who: Caller, ids: string[]) =>
    inSchool(s.app, { schoolId: s.schoolId, actor: who.actor }, ctx => attach(ctx, ref, ids, 'before'))

  it('loose files are seen and used by their uploader only', async () => {
    const [file] = await send(s.as('teacher'), await picture().jpeg().toBuffer())
    await s.refused(see(s.as('director'), file!.id), 'kernel.not_found')
    await s.refused(attachAs(s.as('director'), [file!.id]), 'attachment.gone')
    await s.refused(s.as('director').call(attachment.discard, { id: file!.id }), 'kernel.not_found')
    await attachAs(s.as('teacher'), [file!.id])
    await s.refused(attachAs(s.as('teacher'), [file!.id]), 'attachment.gone')
    await s.refused(s.as('teacher').call(attachment.discard, { id: file!.id }), 'kernel.not_found')
  })

  it('attached files follow the record', async () => {
    withOrders()
    const [file] = await send(s.anonymous(), await picture().jpeg().toBuffer())
    await attachAs(s.anonymous(), [file!.id])
    await see(s.as('director'), file!.id)
    await see(s.anonymous('c'.repeat(32)), file!.id, 'thumb', 'sesame')
    await s.refused(see(s.anonymous(), file!.id), 'kernel.not_found')
    await s.refused(see(s.as('teacher'), file!.id), 'kernel.not_found')
    const files = await s.inSchool(ctx => listFor(ctx, [ref, { kind: 'sample.order', id: newId() }]))
    expect(files.get(refKey(ref))!.map(f => [f.id, f.role])).toEqual([[file!.id, 'before']])
    expect([...files.values()].map(list => list.length)).toEqual([1, 0])
  })

  it('a stranger has an hour, and only for his own', async () => {
    s.at('2025-09-03T08:00:00+08:00')
    const [file] = await send(s.anonymous(), await picture().jpeg().toBuffer())
    await s.refused(attachAs(s.anonymous('b'.repeat(32)), [file!.id]), 'attachment.gone')
    s.at('2025-09-03T09:00:01+08:00')
    await s.refused(attachAs(s.anonymous(), [file!.id]), 'attachment.gone')
    await s.refused(see(s.anonymous(), file!.id), 'kernel.not_found')
  })

  it('another school sees nothing', async () => {
    const other = await s.otherSchool()
    const [file] = await send(s.as('teacher'), await picture().jpeg().toBuffer())
    await s.refused(see(other.as('teacher'), file!.id), 'kernel.not_found')
  })
})

describe('clean-up', () => {
  it('removes loose files after a day, their content unless another row or school has it', async () => {
    const other = await s.otherSchool()
    const [shared, own] = [await picture(50, 50).jpeg().toBuffer(), await picture(51, 50).jpeg().toBuffer()]
    s.at('2025-09-03T08:00:00+08:00')
    await send(s.as('teacher'), shared, own)
    s.at('2025-09-04T07:00:00+08:00')
    const [theirs] = await send(other.as('teacher'), shared)
    expect(kept()).toHaveLength(6)
    s.at('2025-09-04T08:00:01+08:00')
    await runForEachSchool(s.app, 'attachment.purge')
    await backgroundDone(s.app)
    expect(kept()).toHaveLength(3)
    expect((await see(other.as('teacher'), theirs!.id)).content.length).toBeGreaterThan(100)
  })

  it('keeps what hangs on a record', async () => {
    s.at('2025-09-03T08:00:00+08:00')
    const [file] = await send(s.as('teacher'), await picture().jpeg().toBuffer())
    await inSchool(s.app, { schoolId: s.schoolId, actor: s.as('teacher').actor }, ctx =>
      attach(ctx, { kind: 'sample.order', id: newId() }, [file!.id], 'other'),
    )
    s.at('2025-12-03T08:00:00+08:00')
    await runForEachSchool(s.app, 'attachment.purge')
    await backgroundDone(s.app)
    expect(kept()).toHaveLength(3)
  })

  it('takes a photo back at once when its sender does', async () => {
    const [file] = await send(s.anonymous(), await picture().jpeg().toBuffer())
    await s.anonymous().call(attachment.discard, { id: file!.id })
    await backgroundDone(s.app)
    expect(kept()).toEqual([])
    expect(await s.app.files.size('0'.repeat(64))).toBeUndefined()
  })
})
