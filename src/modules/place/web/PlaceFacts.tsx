import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Facts } from '../../../web/ui/document/Facts.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { QrCode } from '../../../web/ui/marks/QrCode.tsx'
import { place } from '../contract.ts'
import { USE_KINDS } from '../rules.ts'
import type { PlaceFull } from './PlacePanel.tsx'

/** What is on record about a place. */
export function PlaceFacts({ one }: { one: PlaceFull }) {
  const whole = one.kind === 'building' || one.kind === 'campus'
  return (
    <div className="zw-place-facts">
      <Facts
        columns={whole ? 2 : 1}
        facts={[
          { label: '用途', value: one.useKind ? USE_KINDS[one.useKind] : undefined },
          { label: '面积', value: one.areaM2 === null ? undefined : `${one.areaM2} 平方米` },
          {
            label: '竣工验收',
            value: one.completedOn ?? one.inherited.completedOn,
            note: one.completedOn ? '质保从这一天算起' : one.inherited.completedOn && '按整幢楼的',
          },
          {
            label: '负责部门',
            value: one.unitName ?? one.inherited.unitName,
            note: one.unitName ? undefined : one.inherited.unitName && '按整幢楼的',
          },
          ...(one.code ? [{ label: '编号', value: <span className="zw-num">{one.code}</span> }] : []),
          { label: '别名', value: one.aliases.length > 0 ? <Aliases one={one} /> : undefined },
          ...(one.past.length > 0 ? [{ label: '从前', value: <Past one={one} />, block: true }] : []),
        ]}
      />
      {one.codes.length > 0 && (
        <ul className="zw-place-codes">
          {one.codes.map(code => (
            <li key={code.code}>
              <QrCode value={code.url} size={96} label={`${one.fullName} 的二维码`} />
              <span className="zw-num">{code.code}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const Past = ({ one }: { one: PlaceFull }) => (
  <ul className="zw-place-past">
    {one.past.map(past => (
      <li key={past.from}>
        {past.fullName}
        {past.unitName && `，${past.unitName}负责`}
        <small className="zw-num">
          {past.from} 至 {past.to}
        </small>
      </li>
    ))}
  </ul>
)

function Aliases({ one }: { one: PlaceFull }) {
  const session = useSession()
  const remove = useCommand(place.removeAlias)
  const add = useCommand(place.addAlias)
  const drop = (id: string, alias: string): void =>
    remove.mutate(
      { id },
      {
        onSuccess: () => void toast.undo(`不再叫${alias}`, () => add.mutate({ id: one.id, alias })),
        onError: error => void toast.fail(error.message),
      },
    )
  return (
    <span className="zw-place-aliases">
      {one.aliases.map(({ id, alias }) => (
        <span key={id}>
          {alias}
          {session.can(place.removeAlias) && (
            <button type="button" aria-label={`去掉别名${alias}`} onClick={() => drop(id, alias)}>
              ×
            </button>
          )}
        </span>
      ))}
    </span>
  )
}
