import { useState } from 'react'
import { Button } from '../../../web/ui/index.ts'
import type { Campaign } from './campaign.ts'

const SHOWN = 12

/** By room or store: how much has been counted, those furthest behind first. */
export function AreaProgress({ campaign }: { campaign: Campaign }) {
  const [all, setAll] = useState(false)
  const open = campaign.totals !== null
  const counting = campaign.state === 'counting'
  // While it runs those furthest behind come first; afterwards those that differ.
  const areas = [...campaign.areas].sort((a, b) =>
    counting
      ? Number(a.done) - Number(b.done) || a.counted / (a.total || 1) - b.counted / (b.total || 1)
      : b.differences - a.differences,
  )
  const first = counting ? areas : areas.filter(area => area.differences > 0)
  const shown = all ? areas : first.slice(0, SHOWN)
  const several = new Set(areas.map(area => area.who)).size > 1
  const done = areas.filter(area => area.done || area.counted === area.total).length
  return (
    <section className="zw-stocktake-areas">
      <h3>
        {campaign.kind === 'stock' ? '按仓库' : '按房间'}
        <small className="zw-muted">
          {areas.length} 处{open && `，点完 ${done} 处`}
          {!counting && open && `，有差异 ${first.length} 处`}
        </small>
      </h3>
      <ul>
        {shown.map(area => (
          <li key={area.areaId ?? 'none'}>
            <span>
              {area.title}
              {counting && several && area.who && <small className="zw-muted"> {area.who}</small>}
            </span>
            {open && (
              <span
                className="zw-stocktake-track"
                role="progressbar"
                aria-valuemin={0}
                aria-valuemax={area.total}
                aria-valuenow={area.counted}
                aria-label={`${area.title}已点 ${area.counted}，共 ${area.total}`}
              >
                <i
                  style={{
                    width: `${area.total === 0 ? 0 : Math.round((area.counted / area.total) * 100)}%`,
                  }}
                />
              </span>
            )}
            <span className="zw-num">
              {open ? `${area.counted}/${area.total}` : `已点 ${area.counted}`}
              {area.differences > 0 && <b className="zw-stocktake-differs">差 {area.differences}</b>}
              {area.done && <small className="zw-muted"> {area.doneBy} 点完</small>}
            </span>
          </li>
        ))}
      </ul>
      {areas.length > shown.length && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          看全部 {areas.length} 处
        </Button>
      )}
    </section>
  )
}
