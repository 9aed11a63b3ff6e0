import { useRead } from '../../../web/api.ts'
import { Dialog } from '../../../web/ui/feedback/Dialog.tsx'
import { ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { parameter } from '../contract.ts'
import type { ParameterRow } from './Parameters.tsx'
import { type ValueSchema, valueWords } from './value-words.ts'

/** All that ever held, newest first, with its ground and who set it. */
export function ParameterHistory({ row, onClose }: { row: ParameterRow; onClose: () => void }) {
  const history = useRead(parameter.history, { key: row.key })
  const schema = row.schema as ValueSchema
  return (
    <Dialog open title={`${row.title} · 历次规定`} onClose={onClose}>
      {history.error && <ErrorNotice message={history.error.message} />}
      {history.isPending && <Loading kind="rows" rows={3} />}
      <ol className="zw-parameter-history">
        {history.data?.rows.map(version => (
          <li key={version.validFrom}>
            <b className="zw-num">{valueWords(schema, version.value, row.unit)}</b>
            <span className="zw-num">
              {version.validFrom} {version.validTo ? `至 ${version.validTo}` : '起'}
            </span>
            <p>{version.source}</p>
            {version.note && <p>{version.note}</p>}
            <p className="zw-muted">
              {version.setBy} <When at={version.setAt} />
            </p>
          </li>
        ))}
        {history.data && (
          <li>
            <b className="zw-num">{valueWords(schema, history.data.default, row.unit)}</b>
            <span>在这之前，默认</span>
          </li>
        )}
      </ol>
    </Dialog>
  )
}
