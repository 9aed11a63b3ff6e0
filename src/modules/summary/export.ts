import type { Ctx } from '../../kernel/server/ctx.ts'
import { Download } from '../../kernel/server/files.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { toDocx } from '../../mechanisms/metric/prose/docx.ts'
import type { Figure } from '../../mechanisms/metric/prose/figure.ts'
import { toJson } from '../../mechanisms/metric/prose/render/json.ts'
import { toMarkdown } from '../../mechanisms/metric/prose/render/markdown.ts'
import { toPlainText } from '../../mechanisms/metric/prose/render/text.ts'
import type { contract } from './contract.ts'
import { documentOf } from './queries.ts'

export type ExportFormat = 'docx' | 'md' | 'json' | 'txt'

const TYPES: Record<ExportFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
}

/** One document in the asked format; the same for the page, the download and the command line. */
export async function renderSummary(ctx: Ctx, term: string, format: ExportFormat): Promise<Download> {
  const doc = await documentOf(ctx, term)
  const linkOf = (figure: Figure): string => evidenceLink(ctx.publicUrl, figure)
  const body =
    format === 'docx'
      ? await toDocx(doc, { linkOf, zone: ctx.zone })
      : Buffer.from(
          format === 'md'
            ? toMarkdown(doc, { linkOf, zone: ctx.zone })
            : format === 'json'
              ? `${JSON.stringify(toJson(doc, { term }), null, 2)}\n`
              : toPlainText(doc),
        )
  return new Download({ fileName: `${doc.title}.${format}`, contentType: TYPES[format], body })
}

/** The page that lists the records behind a figure. Worked-out figures open the first they were made of. */
function evidenceLink(publicUrl: string, figure: Figure): string {
  const question = figure.derived?.from[0] ?? figure
  const { metricId, params, period } = question
  const query = new URLSearchParams({
    metric: metricId,
    from: period.from,
    to: period.to,
    params: JSON.stringify(params),
  })
  return `${publicUrl}/evidence?${query}`
}

export const exportReport: Handlers<typeof contract>['export'] = (ctx, input) =>
  renderSummary(ctx, input.term, input.format)
