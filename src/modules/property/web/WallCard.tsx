import { Link, useParams } from '@tanstack/react-router'
import { useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button, ErrorNotice, Loading, QrCode } from '../../../web/ui/index.ts'
import { property } from '../contract.ts'
import './property.css'

/** 室内财产卡: what stands in the room and who answers for it, to hang on its wall. */
export default function WallCard() {
  const { id } = useParams({ strict: false }) as { id: string }
  const session = useSession()
  const one = useRead(property.get, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  if (!one.data) return <Loading kind="rows" />
  const sheet = one.data
  const half = Math.ceil(sheet.items.length / 2)
  const columns =
    sheet.items.length > 14 ? [sheet.items.slice(0, half), sheet.items.slice(half)] : [sheet.items]
  return (
    <>
      <p className="zw-no-print zw-property-bar">
        <Link to={`/property/${sheet.id}`}>{sheet.no}</Link>
        <Button kind="primary" onClick={() => window.print()}>
          打印
        </Button>
      </p>
      <article className="zw-wall-card" aria-label="室内财产卡">
        <header>
          <div>
            <p>{session.school.name}</p>
            <h1>室内财产卡</h1>
          </div>
          <QrCode value={sheet.url} size={84} label="登记表的二维码" />
        </header>
        <dl>
          <div>
            <dt>班级、房间</dt>
            <dd>{sheet.title}</dd>
          </div>
          {sheet.placeText && sheet.placeText !== sheet.title && (
            <div>
              <dt>地点</dt>
              <dd>{sheet.placeText}</dd>
            </div>
          )}
          <div>
            <dt>责任人</dt>
            <dd>{sheet.keeperName || '　'}</dd>
          </div>
          <div>
            <dt>学期</dt>
            <dd>{sheet.termName}</dd>
          </div>
        </dl>
        <div className="zw-wall-card-columns" data-columns={columns.length}>
          {columns.map(items => (
            <table key={items[0]?.id}>
              <thead>
                <tr>
                  <th scope="col">物品</th>
                  <th scope="col">数量</th>
                  <th scope="col">备注</th>
                </tr>
              </thead>
              <tbody>
                {items.map(item => (
                  <tr key={item.id}>
                    <td>{item.name}</td>
                    <td className="zw-num">
                      {item.quantity} {item.measure}
                    </td>
                    <td>
                      {[item.broken > 0 && `已坏 ${item.broken}`, item.note].filter(Boolean).join('，')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ))}
        </div>
        <footer>
          <p>谁使用、谁管理；人为损坏照价赔偿。发现短少、损坏请及时报告责任人。</p>
          <p>
            {sheet.marks.length > 0
              ? sheet.marks.map(mark => `${mark.duty} ${mark.name}`).join('　')
              : '（还没有签字）'}
            {sheet.registeredOn && `　${sheet.registeredOn} 登记`}
          </p>
        </footer>
      </article>
    </>
  )
}
