import { uploadPhotos } from '../../../mechanisms/workorder/web/upload.ts'
import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  NumberInput,
  PhotoPicker,
  TextInput,
  toast,
  useForm,
  useScan,
} from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import type { CardView } from './CardSlip.tsx'

export type Upkeep = 'refurbish' | 'correctValue' | 'renumber' | 'claim' | 'files'

interface UpkeepProps {
  card: CardView
  onClose: () => void
  onDone: () => void
}

export function UpkeepDialog({ upkeep, ...props }: UpkeepProps & { upkeep: Upkeep }) {
  const Dialog = DIALOGS[upkeep]
  return <Dialog {...props} />
}

/** What was spent to make an old thing good again adds to its value, and may add to its life. */
function RefurbishDialog({ card, onClose, onDone }: UpkeepProps) {
  const session = useSession()
  const refurbish = useCommand(asset.refurbish)
  const form = useForm({
    start: {
      on: session.today as string | undefined,
      what: '',
      addFen: 0 as number | undefined,
      addMonths: 0 as number | undefined,
    },
    check: (v): Record<string, string> => ({
      ...(v.what.trim() ? {} : { what: '请写修了、改了什么' }),
      ...(v.on ? {} : { on: '请选完成日期' }),
    }),
    send: async v => {
      await refurbish.mutateAsync({
        id: card.id,
        version: card.version,
        on: v.on as string,
        what: v.what,
        addFen: v.addFen ?? 0,
        addMonths: v.addMonths ?? 0,
      })
      toast.ok(v.addFen ? '已登记，价值账随之增加' : '已登记')
      onDone()
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`修旧改造 ${card.no}`}
      ok="登记"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="修了、改了什么" {...form.field('what')}>
        <TextInput {...form.field('what')} maxLength={200} placeholder="更换光机和灯泡，恢复使用" />
      </Field>
      <Field label="完成日期" {...form.field('on')}>
        <DayInput {...form.field('on')} />
      </Field>
      <Field label="计入原值" hint="只有延长寿命、提高性能的支出计入；日常维修填 0" {...form.field('addFen')}>
        <MoneyInput {...form.field('addFen')} />
      </Field>
      {card.lifeMonths !== null && (
        <Field label="延长使用" {...form.field('addMonths')}>
          <NumberInput unit="个月" min={0} {...form.field('addMonths')} />
        </Field>
      )}
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

function ValueDialog({ card, onClose, onDone }: UpkeepProps) {
  const correct = useCommand(asset.correctValue)
  const form = useForm({
    start: {
      valueFen: card.valueFen as number | undefined,
      depreciatedFen: card.depreciatedFen as number | undefined,
      reason: '',
    },
    check: (v): Record<string, string> => ({
      ...(v.valueFen === undefined ? { valueFen: '请填更正后的原值' } : {}),
      ...((v.depreciatedFen ?? 0) > (v.valueFen ?? 0) ? { depreciatedFen: '不能超过原值' } : {}),
      ...(v.reason.trim() ? {} : { reason: '请写更正的依据' }),
    }),
    send: async v => {
      await correct.mutateAsync({
        id: card.id,
        version: card.version,
        valueFen: v.valueFen as number,
        depreciatedFen: v.depreciatedFen ?? 0,
        reason: v.reason,
      })
      toast.ok('已更正，价值账记了一笔')
      onDone()
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`更正价值 ${card.no}`}
      ok="更正"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="更正后的原值" {...form.field('valueFen')}>
        <MoneyInput {...form.field('valueFen')} />
      </Field>
      <Field label="更正后的累计折旧" {...form.field('depreciatedFen')}>
        <MoneyInput {...form.field('depreciatedFen')} />
      </Field>
      <Field label="依据" {...form.field('reason')}>
        <TextInput {...form.field('reason')} maxLength={300} placeholder="暂估入账，按发票更正" />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

function NumberDialog({ card, onClose, onDone }: UpkeepProps) {
  const renumber = useCommand(asset.renumber)
  const form = useForm({
    start: { no: '', reason: '' },
    check: (v): Record<string, string> => ({
      ...(v.no.trim() ? {} : { no: '请写新编号' }),
      ...(v.reason.trim() ? {} : { reason: '请写为什么改' }),
    }),
    send: async v => {
      await renumber.mutateAsync({ id: card.id, version: card.version, no: v.no, reason: v.reason })
      toast.ok(`已改为 ${v.no}，用 ${card.no} 也还查得到`)
      onDone()
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`改编号 ${card.no}`}
      ok="改"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="新编号" {...form.field('no')}>
        <TextInput {...form.field('no')} maxLength={40} />
      </Field>
      <Field label="为什么改" {...form.field('reason')}>
        <TextInput {...form.field('reason')} maxLength={300} placeholder="按财政资产平台的编号统一" />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

/** A label that was printed blank is now on this thing. */
function ClaimDialog({ card, onClose, onDone }: UpkeepProps) {
  const claim = useCommand(asset.claimCode)
  const form = useForm({
    start: { code: '' },
    check: (v): Record<string, string> =>
      v.code.trim().length === 8 ? {} : { code: '码是 8 位字母和数字，印在标签上' },
    send: async v => {
      await claim.mutateAsync({ code: v.code.trim().toLowerCase(), assetId: card.id })
      toast.ok('标签已对上')
      onDone()
      onClose()
    },
  })
  const scan = useScan({
    label: '对准标签上的二维码',
    instead: '或直接输标签上的码',
    onText: text => {
      scan.stop()
      form.set('code', text.trim().split('/').pop()?.toLowerCase() ?? '')
    },
  })
  return (
    <FormDialog
      open
      title={`认领空白标签 ${card.no}`}
      ok="认领"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      {scan.view}
      <Field label="标签上的 8 位码" {...form.field('code')}>
        <TextInput {...form.field('code')} maxLength={8} />
      </Field>
      <p>
        <Button onClick={scan.toggle}>{scan.live ? '不扫了' : '扫标签'}</Button>
      </p>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

function FilesDialog({ card, onClose, onDone }: UpkeepProps) {
  const add = useCommand(asset.addFiles)
  const form = useForm({
    start: { photos: [] as File[] },
    check: (v): Record<string, string> => (v.photos.length > 0 ? {} : { photos: '请拍照或选照片' }),
    send: async v => {
      await add.mutateAsync({ id: card.id, fileIds: await uploadPhotos(v.photos) })
      toast.ok('已存到卡片')
      onDone()
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`拍照存档 ${card.no}`}
      ok="存"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="照片" {...form.field('photos')}>
        <PhotoPicker {...form.field('photos')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

const DIALOGS: Record<Upkeep, (props: UpkeepProps) => React.ReactNode> = {
  refurbish: RefurbishDialog,
  correctValue: ValueDialog,
  renumber: NumberDialog,
  claim: ClaimDialog,
  files: FilesDialog,
}

export const UPKEEPS = Object.keys(DIALOGS) as readonly Upkeep[]
