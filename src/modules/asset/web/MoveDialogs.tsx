import type { ReactNode } from 'react'
import { ApproverFinder, UnitFinder } from '../../../mechanisms/approval/web/pickers.tsx'
import { useCommand } from '../../../web/api.ts'
import {
  type Choice,
  ChoiceInput,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  PlacePicker,
  SelectInput,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { searchPlaces } from '../../place/web/pickers.ts'
import { asset } from '../contract.ts'
import { CONDITIONS, DISPOSE_MODES, type DisposeMode, GROUNDS, type Ground } from '../rules.ts'

export interface Chosen {
  ids: readonly string[]
  /** 投影仪 等 3 件 */
  text: string
}

interface MoveProps {
  chosen: Chosen
  onClose: () => void
  /** The paper that was made. */
  onMade: (path?: string) => void
}

const options = (map: Record<string, string>): Choice[] =>
  Object.entries(map).map(([value, label]) => ({ value, label }))

interface FrameProps {
  title: string
  ok: string
  form: { busy: boolean; submit: () => Promise<void>; failure: string | undefined }
  chosen: Chosen
  onClose: () => void
  children: ReactNode
}

const Frame = ({ title, ok, form, chosen, onClose, children }: FrameProps) => (
  <FormDialog open title={title} ok={ok} busy={form.busy} onOk={() => void form.submit()} onClose={onClose}>
    <p className="zw-muted">{chosen.text}</p>
    {children}
    {form.failure && <ErrorNotice message={form.failure} />}
  </FormDialog>
)

export function TransferDialog({ chosen, onClose, onMade }: MoveProps) {
  const request = useCommand(asset.requestTransfer)
  const form = useForm({
    start: {
      unit: undefined as Choice | undefined,
      place: undefined as Choice | undefined,
      keeper: undefined as Choice | undefined,
      reason: '',
    },
    check: (v): Record<string, string> => ({
      ...(v.unit ? {} : { unit: '请选调入哪个部门' }),
      ...(v.reason.trim() ? {} : { reason: '请写调拨原因' }),
    }),
    send: async v => {
      const made = await request.mutateAsync({
        assetIds: [...chosen.ids],
        toUnitId: v.unit?.value as string,
        toPlaceId: v.place?.value ?? null,
        toKeeperId: v.keeper?.value ?? null,
        reason: v.reason,
      })
      toast.ok(`已申请，调拨单 ${made.no}，等调出部门签字`)
      onMade(`/asset-transfers/${made.id}`)
    },
  })
  return (
    <Frame title="申请调拨" ok="申请" form={form} chosen={chosen} onClose={onClose}>
      <Field label="调入部门" {...form.field('unit')}>
        <UnitFinder {...form.field('unit')} />
      </Field>
      <Field label="新存放地点" optional {...form.field('place')}>
        <PlacePicker {...form.field('place')} search={searchPlaces()} />
      </Field>
      <Field label="新保管人" optional hint="接收时由他签字" {...form.field('keeper')}>
        <ApproverFinder {...form.field('keeper')} />
      </Field>
      <Field label="调拨原因" {...form.field('reason')}>
        <TextInput {...form.field('reason')} maxLength={300} />
      </Field>
    </Frame>
  )
}

export function CustodyDialog({ chosen, onClose, onMade }: MoveProps) {
  const offer = useCommand(asset.offerCustody)
  const form = useForm({
    start: { keeper: undefined as Choice | undefined, note: '' },
    check: (v): Record<string, string> => (v.keeper ? {} : { keeper: '请选交给谁保管' }),
    send: async v => {
      await offer.mutateAsync({
        assetIds: [...chosen.ids],
        keeperId: v.keeper?.value as string,
        note: v.note,
      })
      toast.ok(`已通知${v.keeper?.label}，他在手机“我的资产”里签收后生效`)
      onMade()
    },
  })
  return (
    <Frame title="移交保管" ok="移交" form={form} chosen={chosen} onClose={onClose}>
      <Field label="交给谁" {...form.field('keeper')}>
        <ApproverFinder {...form.field('keeper')} />
      </Field>
      <Field label="说明" optional {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={200} />
      </Field>
    </Frame>
  )
}

export function LendDialog({ chosen, onClose, onMade }: MoveProps) {
  const lend = useCommand(asset.lend)
  const form = useForm({
    start: {
      borrower: undefined as Choice | undefined,
      name: '',
      phone: '',
      purpose: '',
      dueOn: undefined as string | undefined,
      condition: 'good' as string | undefined,
    },
    check: (v): Record<string, string> => ({
      ...(v.borrower || v.name.trim() ? {} : { borrower: '请选本校的人，或在下面填校外的人' }),
      ...(v.borrower || v.phone.trim() || !v.name.trim() ? {} : { phone: '请留电话' }),
      ...(v.purpose.trim() ? {} : { purpose: '请写借用事由' }),
      ...(v.dueOn ? {} : { dueOn: '请选应还日期' }),
    }),
    send: async v => {
      const made = await lend.mutateAsync({
        assetIds: [...chosen.ids],
        borrowerId: v.borrower?.value ?? null,
        borrowerName: v.borrower ? '' : v.name,
        phone: v.phone,
        outside: !v.borrower,
        purpose: v.purpose,
        dueOn: v.dueOn as string,
        condition: v.condition as 'good',
      })
      toast.ok(`借用单 ${made.no} 已备好，借用人签字后领走`)
      onMade(`/asset-loans/${made.id}`)
    },
  })
  return (
    <Frame title="借出" ok="借出" form={form} chosen={chosen} onClose={onClose}>
      <Field label="借用人" {...form.field('borrower')}>
        <ApproverFinder {...form.field('borrower')} />
      </Field>
      {!form.values.borrower && (
        <>
          <Field label="校外借用人" optional {...form.field('name')}>
            <TextInput {...form.field('name')} maxLength={40} />
          </Field>
          <Field label="电话" optional {...form.field('phone')}>
            <TextInput {...form.field('phone')} maxLength={20} />
          </Field>
        </>
      )}
      <Field label="借用事由" {...form.field('purpose')}>
        <TextInput {...form.field('purpose')} maxLength={200} placeholder="家长会" />
      </Field>
      <Field label="应还日期" {...form.field('dueOn')}>
        <DayInput {...form.field('dueOn')} />
      </Field>
      <Field label="借出时状态" {...form.field('condition')}>
        <ChoiceInput options={options(CONDITIONS).slice(0, 3)} {...form.field('condition')} />
      </Field>
    </Frame>
  )
}

export function IdleDialog({ chosen, onClose, onMade }: MoveProps) {
  const offer = useCommand(asset.offerIdle)
  const form = useForm({
    start: { reason: '', condition: 'good' as string | undefined },
    check: (v): Record<string, string> => (v.reason.trim() ? {} : { reason: '请写为什么闲置' }),
    send: async v => {
      await offer.mutateAsync({
        assetIds: [...chosen.ids],
        reason: v.reason,
        condition: v.condition as 'good',
      })
      toast.ok('已转入闲置，别的部门要添置时会先看到')
      onMade()
    },
  })
  return (
    <Frame title="转入闲置" ok="转入闲置" form={form} chosen={chosen} onClose={onClose}>
      <Field label="为什么闲置" {...form.field('reason')}>
        <TextInput {...form.field('reason')} maxLength={200} placeholder="教室换了一体机" />
      </Field>
      <Field label="状况" {...form.field('condition')}>
        <ChoiceInput options={options(CONDITIONS).slice(0, 3)} {...form.field('condition')} />
      </Field>
    </Frame>
  )
}

export function DisposeDialog({ chosen, onClose, onMade }: MoveProps) {
  const propose = useCommand(asset.proposeDisposal)
  const form = useForm({
    start: {
      mode: 'scrap' as string | undefined,
      ground: undefined as string | undefined,
      reason: '',
      estimateFen: undefined as number | undefined,
    },
    check: (v): Record<string, string> => ({
      ...(v.ground ? {} : { ground: '请选一项法定依据' }),
      ...(v.reason.trim().length >= 2 ? {} : { reason: '请写明原因' }),
    }),
    send: async v => {
      const made = await propose.mutateAsync({
        assetIds: [...chosen.ids],
        mode: v.mode as DisposeMode,
        ground: v.ground as Ground,
        reason: v.reason,
        estimateFen: v.estimateFen ?? 0,
      })
      toast.ok(`已申请，处置单 ${made.no}，等技术鉴定`)
      onMade(`/asset-disposals/${made.id}`)
    },
  })
  return (
    <Frame title="申请处置" ok="申请" form={form} chosen={chosen} onClose={onClose}>
      <Field label="拟处置方式" {...form.field('mode')}>
        <SelectInput options={options(DISPOSE_MODES)} {...form.field('mode')} />
      </Field>
      <Field label="处置依据" hint="只有这四种法定情形" {...form.field('ground')}>
        <SelectInput options={options(GROUNDS)} {...form.field('ground')} />
      </Field>
      <Field label="原因" {...form.field('reason')}>
        <TextArea {...form.field('reason')} maxLength={500} />
      </Field>
      <Field label="残值预计" optional {...form.field('estimateFen')}>
        <MoneyInput {...form.field('estimateFen')} />
      </Field>
    </Frame>
  )
}

export function RelocateDialog({ chosen, onClose, onMade }: MoveProps) {
  const relocate = useCommand(asset.relocate)
  const form = useForm({
    start: { place: undefined as Choice | undefined, reason: '' },
    check: (v): Record<string, string> => ({
      ...(v.place ? {} : { place: '请选实际地点' }),
      ...(v.reason.trim() ? {} : { reason: '请写理由' }),
    }),
    send: async v => {
      await relocate.mutateAsync({
        assetIds: [...chosen.ids],
        placeId: v.place?.value as string,
        reason: v.reason,
      })
      toast.ok(`地点已更正为${v.place?.label}`)
      onMade()
    },
  })
  return (
    <Frame title="更正存放地点" ok="更正" form={form} chosen={chosen} onClose={onClose}>
      <Field label="实际地点" hint="跨部门请改用“申请调拨”" {...form.field('place')}>
        <PlacePicker {...form.field('place')} search={searchPlaces()} />
      </Field>
      <Field label="理由" {...form.field('reason')}>
        <TextInput {...form.field('reason')} maxLength={300} />
      </Field>
    </Frame>
  )
}

const DIALOGS = {
  transfer: TransferDialog,
  custody: CustodyDialog,
  lend: LendDialog,
  idle: IdleDialog,
  dispose: DisposeDialog,
  relocate: RelocateDialog,
} as const
export type Move = keyof typeof DIALOGS

/** The dialog of one kind of move over the chosen things. */
export function MoveDialog({ move, ...props }: MoveProps & { move: Move }) {
  const Shown = DIALOGS[move]
  return <Shown {...props} />
}
