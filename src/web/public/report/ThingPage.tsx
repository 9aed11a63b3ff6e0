import { BigButton, PhoneFlow } from '../../ui/phone/index.ts'
import type { PublicInfo } from '../net/operations.ts'

export const cardAddress = (code: string): string => `/asset-code/${code}`

/** Into the product, in place of this page, so that 返回 does not lead here again. */
export const openCard = (code: string | undefined): void => {
  if (code) globalThis.location.replace(cardAddress(code))
}

export interface ThingPageProps {
  code: string | undefined
  info: PublicInfo
  onFault: () => void
}

/** What a stranger learns from the label of a thing: what it is, its number, where it belongs. */
export function ThingPage({ code, info, onFault }: ThingPageProps) {
  const { thing } = info
  if (!thing) return null
  const place = info.place?.text ?? thing.placeText
  return (
    <PhoneFlow
      heading={info.school}
      step={1}
      steps={1}
      question={thing.name}
      hint={thing.model || undefined}
      foot={
        <BigButton kind="primary" onClick={onFault}>
          这件东西坏了，报修
        </BigButton>
      }
    >
      <dl className="zp-thing">
        <dt>资产编号</dt>
        <dd className="zw-num">{thing.no}</dd>
        <dt>存放地点</dt>
        <dd>{place || '没有登记'}</dd>
      </dl>
      <p className="zw-small zw-muted">
        是学校的固定资产。发现它不在登记的地点，请告诉总务处。
        {code && (
          <>
            {' '}
            <a href={cardAddress(code)}>教职工登录看卡片</a>
          </>
        )}
      </p>
    </PhoneFlow>
  )
}
