import { useState } from 'react'
import { type CallError, useCommand } from '../../../../web/api.ts'
import { asset } from '../../../asset/contract.ts'
import { stock } from '../../../stock/contract.ts'
import { procurement } from '../../contract.ts'
import { groupWishes } from '../../guess.ts'
import { idleReasonOf, toBuy, type Wish, wayOf } from './wish.ts'

export interface Purpose {
  reason: string
  unitId: string | null
  placeId: string | null
  placeText: string
  neededOn: string | null
}

/** A paper that was made: where it is, its number, and what happens with it. */
export interface Made {
  key: string
  href: string
  no: string
  text: string
}

/** Sends each thing its own way. What has gone out stays out: after a failure only the rest is sent again. */
export function useSend() {
  const [made, setMade] = useState<readonly Made[]>([])
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const take = useCommand(stock.request, { touches: ['approval'] })
  const transfer = useCommand(asset.requestTransfer)
  const ask = useCommand(procurement.ask, { touches: ['approval', 'budget'] })

  const send = async (wishes: readonly Wish[], purpose: Purpose): Promise<boolean> => {
    const done = [...made]
    const once = async (key: string, work: () => Promise<Omit<Made, 'key'>>): Promise<void> => {
      if (done.some(one => one.key === key)) return
      done.push({ key, ...(await work()) })
      setMade([...done])
    }
    setBusy(true)
    setFailure('')
    try {
      const fromStores = wishes.filter(w => wayOf(w) === 'store')
      if (fromStores.length > 0)
        await once('store', async () => {
          const need = await take.mutateAsync({
            purpose: purpose.reason,
            unitId: purpose.unitId,
            lines: fromStores.map(w => ({ itemId: w.itemId as string, quantity: w.quantity })),
          })
          return { href: `/needs/${need.id}`, no: need.no, text: `${namesOf(fromStores)}：批了去仓库领` }
        })
      for (const wish of wishes.filter(w => w.takeIds.length > 0))
        await once(`idle ${wish.key}`, async () => {
          if (!purpose.unitId) throw new Error('请先选给哪个部门、班级用，才能申请调拨。')
          const paper = await transfer.mutateAsync({
            assetIds: [...wish.takeIds],
            toUnitId: purpose.unitId,
            toPlaceId: purpose.placeId,
            reason: purpose.reason,
          })
          return {
            href: `/asset-transfers/${paper.id}`,
            no: paper.no,
            text: `${wish.name}：两边签字后调过来`,
          }
        })
      for (const group of groupWishes(wishes.filter(w => wayOf(w) === 'buy')))
        await once(`buy ${group.kind} ${group.category}`, async () => {
          const request = await ask.mutateAsync({
            kind: group.kind,
            category: group.category,
            reason: purpose.reason,
            unitId: purpose.unitId,
            placeId: purpose.placeId,
            placeText: purpose.placeText,
            neededOn: purpose.neededOn,
            source: 'need',
            lines: group.wishes.map(w => ({
              itemId: w.itemId,
              name: w.name,
              measure: w.measure,
              quantity: toBuy(w),
              priceFen: w.priceFen as number,
              stockReason: w.itemId && w.onhand >= w.quantity ? w.why : '',
              idleReason: w.idle.length > 0 ? idleReasonOf(w) : '',
            })),
          })
          return {
            href: `/procurement/requests/${request.id}`,
            no: request.no,
            text: `${namesOf(group.wishes)}：批了由采购员统一买`,
          }
        })
      return true
    } catch (error) {
      setFailure((error as CallError).message)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { made, failure, busy, send, clear: () => setMade([]) }
}

const namesOf = (wishes: readonly Wish[]): string => wishes.map(w => w.name).join('、')
