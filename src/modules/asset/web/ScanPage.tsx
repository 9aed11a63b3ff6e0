import { Navigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand, useRead } from '../../../web/api.ts'
import { Button, type Choice, ErrorNotice, Facts, Field, Loading, toast } from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import { AssetPicker } from './pickers.tsx'
import './asset.css'

/** A scanned label: opens the card, or asks what a blank one is stuck on. */
export default function ScanPage() {
  const { code } = useParams({ strict: false }) as { code: string }
  const found = useRead(asset.scan, { code: code.toLowerCase() })
  const claim = useCommand(asset.claimCode)
  const [thing, setThing] = useState<Choice | undefined>()
  if (found.error) return <ErrorNotice message={found.error.message} onRetry={() => void found.refetch()} />
  if (!found.data) return <Loading kind="rows" />
  const { state, assetId, mayOpen, mayClaim, no, name, model, placeText } = found.data
  if (state === 'asset' && assetId && mayOpen) return <Navigate to={`/assets/${assetId}`} replace />
  if (state === 'asset')
    return (
      <Facts
        facts={[
          { label: '资产', value: `${name} ${model}`, note: no },
          { label: '地点', value: placeText || '—' },
        ]}
      />
    )
  if (!mayClaim) return <ErrorNotice message="这张标签还没有认领。请交给资产管理员。" />
  return (
    <div className="zw-form">
      <h1>这张标签贴在哪件资产上？</h1>
      <p className="zw-num">{code}</p>
      <div className="zw-form-fields">
        <Field id="thing" label="资产">
          <AssetPicker id="thing" value={thing} onChange={setThing} />
        </Field>
      </div>
      <p className="as-buttons">
        <Button
          kind="primary"
          busy={claim.isPending}
          onClick={() => {
            if (!thing) return void toast.fail('请先选资产')
            claim.mutate(
              { code: code.toLowerCase(), assetId: thing.value },
              {
                onSuccess: done => {
                  toast.ok(`已贴在 ${done.name} ${done.no}`)
                  void found.refetch()
                },
                onError: error => void toast.fail(error.message),
              },
            )
          }}
        >
          认领
        </Button>
      </p>
    </div>
  )
}
