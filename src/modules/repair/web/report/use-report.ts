import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { uploadPhotos } from '../../../../mechanisms/workorder/web/upload.ts'
import { type Answer, call, refresh, useRead } from '../../../../web/api.ts'
import type { Choice } from '../../../../web/ui/form/choices.tsx'
import { type Form, useForm } from '../../../../web/ui/form/use-form.ts'
import { contract } from '../../contract.ts'

const { operations } = contract

export interface ReportDraft {
  place: Choice | undefined
  placeText: string
  text: string
  /** Chosen by a tap; the words alone are enough. */
  item: { code: string; name: string } | undefined
  forPerson: Choice | undefined
  phone: string
}

export type Sent = Answer<typeof operations.report>
export type SimilarOrder = Answer<typeof operations.similar>['orders'][number]

const START: ReportDraft = {
  place: undefined,
  placeText: '',
  text: '',
  item: undefined,
  forPerson: undefined,
  phone: '',
}
const PAUSE_MS = 350

export interface Report {
  form: Form<ReportDraft>
  setPhotos: (files: File[]) => void
  guesses: { code: string; name: string; trade: string }[]
  danger: boolean
  similar: SimilarOrder[]
  /** What has been sent, or joined. */
  sent: { no: string; id: string; expected: string; joined: boolean } | undefined
  join: (order: SimilarOrder) => Promise<void>
  again: () => void
}

/** The state of one report: words become a guess, the place shows what is reported already. */
export function useReport(): Report {
  const [photos, setPhotos] = useState<File[]>([])
  const [sent, setSent] = useState<Report['sent']>()
  const client = useQueryClient()
  const settled = (): Promise<void> => refresh(client, ['repair', 'workorder', 'desk'])
  const form = useForm<ReportDraft>({
    start: START,
    draft: 'repair.report',
    check: checkReport,
    send: async values => {
      const answer = await call(operations.report, {
        description: values.text,
        photos: await uploadPhotos(photos),
        ...(values.place ? { placeId: values.place.value } : { placeText: values.placeText }),
        ...(values.item ? { itemCode: values.item.code } : {}),
        ...(values.forPerson ? { forPersonId: values.forPerson.value } : {}),
        ...(values.phone ? { phone: values.phone } : {}),
      })
      setSent({ ...answer, joined: false })
      await settled()
    },
  })
  const { place, text, item } = form.values
  const words = useSettled(text.trim())
  const guess = useRead(
    operations.guess,
    { text: words.slice(0, 200) },
    { enabled: words.length > 1, keep: true },
  )
  const similar = useRead(
    operations.similar,
    {
      placeId: place?.value ?? '00000000-0000-4000-8000-000000000000',
      ...(words ? { text: words.slice(0, 200) } : {}),
    },
    { enabled: place !== undefined, keep: true },
  )
  const guesses = words.length > 1 ? (guess.data?.guesses ?? []) : []
  return {
    form,
    setPhotos,
    guesses: withChosen(
      guesses.slice(0, 4).map(g => ({ ...g.item, trade: g.trade.name })),
      item,
    ),
    danger: words.length > 1 && Boolean(guess.data?.danger),
    similar: place ? (similar.data?.orders ?? []) : [],
    sent,
    async join(order) {
      const answer = await call(operations.endorse, { id: order.id, photos: await uploadPhotos(photos) })
      form.restart()
      setSent({ id: order.id, no: answer.no, expected: answer.expected, joined: true })
      await settled()
    },
    again() {
      form.restart()
      setSent(undefined)
      setPhotos([])
    },
  }
}

/** The chosen item stays in sight when the words go on. */
function withChosen(guesses: Report['guesses'], item: ReportDraft['item']): Report['guesses'] {
  if (!item || guesses.some(g => g.code === item.code)) return guesses
  return [{ ...item, trade: '' }, ...guesses]
}

export function checkReport(values: ReportDraft): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (!values.place && !values.placeText.trim()) wrong.place = '请选在哪里，或者写清楚地点。'
  if (!values.text.trim() && !values.item) wrong.text = '请写一句哪里坏了，例如：灯管不亮。'
  return wrong
}

/** The words once the typing pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
