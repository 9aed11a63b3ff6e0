import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand } from '../../../web/api.ts'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import {
  Button,
  ChoiceInput,
  confirm,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  NumberInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { FilesInput, type LooseFile } from '../../budget/web/FilesInput.tsx'
import { SupplierPicker } from '../../supplier/web/SupplierPicker.tsx'
import { procurement } from '../contract.ts'
import { lineAmount } from '../rules.ts'
import { LineField } from './LineField.tsx'
import type { Sheet } from './SheetSlip.tsx'

interface QuoteDialogProps {
  sheet: Sheet
  quote: Sheet['quotes'][number] | undefined
  onClose: () => void
}

/** One supplier's offer, a price for each line. */
export function QuoteDialog({ sheet, quote, onClose }: QuoteDialogProps) {
  const send = useCommand(procurement.quote)
  const drop = useCommand(procurement.dropQuote)
  const [prices, setPrices] = useState<Record<string, number | undefined>>(
    Object.fromEntries(
      sheet.lines.map(l => [l.id, quote?.lines.find(o => o.batchLineId === l.id)?.priceFen]),
    ),
  )
  const [brands, setBrands] = useState<Record<string, string>>(
    Object.fromEntries(
      sheet.lines.map(l => [l.id, quote?.lines.find(o => o.batchLineId === l.id)?.brand ?? '']),
    ),
  )
  const [files, setFiles] = useState<LooseFile[]>([])
  const total = sheet.lines.reduce((sum, l) => sum + lineAmount(prices[l.id] ?? 0, l.quantity), 0)
  const form = useForm({
    start: {
      supplier: (quote?.supplierId ? { value: quote.supplierId, label: quote.supplierName } : undefined) as
        | Choice
        | undefined,
      contact: quote?.contact ?? '',
      phone: quote?.phone ?? '',
      deliveryDays: (quote?.deliveryDays ?? undefined) as number | undefined,
      warrantyMonths: (quote?.warrantyMonths ?? undefined) as number | undefined,
      firstFen: quote?.firstFen as number | undefined,
      checked: quote?.checked ? 'yes' : 'no',
      validUntil: (quote?.validUntil ?? undefined) as string | undefined,
      note: quote?.note ?? '',
    },
    check: v => ({
      ...(v.supplier ? {} : { supplier: '请选供应商' }),
      ...(sheet.lines.every(l => prices[l.id]) ? {} : { firstFen: '每一样都要填单价' }),
    }),
    send: async v => {
      await send.mutateAsync({
        id: sheet.id,
        version: sheet.version,
        ...(quote ? { quoteId: quote.id } : {}),
        supplierId: v.supplier?.value as string,
        contact: v.contact,
        phone: v.phone,
        checked: v.checked === 'yes',
        deliveryDays: v.deliveryDays ?? null,
        warrantyMonths: v.warrantyMonths ?? null,
        validUntil: v.validUntil ?? null,
        note: v.note,
        fileIds: files.map(file => file.id),
        ...(v.firstFen ? { firstFen: v.firstFen } : {}),
        lines: sheet.lines.map(l => ({
          batchLineId: l.id,
          priceFen: prices[l.id] as number,
          brand: brands[l.id] ?? '',
        })),
      })
      toast.ok('报价已记下')
      onClose()
    },
  })
  const goAway = async (gone: NonNullable<QuoteDialogProps['quote']>): Promise<void> => {
    const yes = await confirm({
      title: `删去${gone.supplierName}的报价？`,
      body: '记错了才删；经过里会留下删过哪一家、多少钱。',
      ok: '删去',
    })
    if (!yes) return
    drop.mutate(
      { id: sheet.id, version: sheet.version, quoteId: gone.id },
      { onSuccess: onClose, onError: e => void toast.fail(e.message) },
    )
  }
  return (
    <FormDialog
      open
      title={quote ? `改报价 · ${quote.supplierName}` : '登记报价'}
      ok="记下"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="供应商" {...form.field('supplier')}>
        <SupplierPicker {...form.field('supplier')} />
      </Field>
      {sheet.lines.map(l => (
        <div key={l.id} className="zw-buy-row">
          <LineField label={`${l.name} ${l.quantity}${l.measure}，单价`}>
            <MoneyInput value={prices[l.id]} onChange={fen => setPrices({ ...prices, [l.id]: fen })} />
          </LineField>
          <LineField label="品牌型号" optional>
            <TextInput
              value={brands[l.id] ?? ''}
              onChange={brand => setBrands({ ...brands, [l.id]: brand })}
              maxLength={60}
            />
          </LineField>
        </div>
      ))}
      <p className="zw-buy-total">
        总价 <b className="zw-num">{formatFen(total)}</b>
      </p>
      <LineField
        label="报价单（照片或 PDF）"
        optional
        hint={
          quote?.files.length
            ? `已附 ${quote.files.map(f => f.name).join('、')}`
            : '供应商盖章的报价单，附在比价表上'
        }
      >
        <FilesInput value={files} onChange={setFiles} />
      </LineField>
      <Field label="第一次报的总价" optional hint="还价前的，用来算省了多少" {...form.field('firstFen')}>
        <MoneyInput {...form.field('firstFen')} />
      </Field>
      <Field label="交货期" optional {...form.field('deliveryDays')}>
        <NumberInput {...form.field('deliveryDays')} unit="天" />
      </Field>
      <Field label="质保" optional {...form.field('warrantyMonths')}>
        <NumberInput {...form.field('warrantyMonths')} unit="个月" />
      </Field>
      <Field label="联系人" optional {...form.field('contact')}>
        <TextInput {...form.field('contact')} maxLength={40} />
      </Field>
      <Field label="电话" optional {...form.field('phone')}>
        <TextInput {...form.field('phone')} maxLength={40} />
      </Field>
      <Field label="报价有效到" optional {...form.field('validUntil')}>
        <DayInput {...form.field('validUntil')} />
      </Field>
      <Field label="说明" optional hint="运费、安装、付款条件" {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={200} />
      </Field>
      <Field label="资质" {...form.field('checked')}>
        <ChoiceInput
          options={[
            { value: 'yes', label: '已核验' },
            { value: 'no', label: '还没有' },
          ]}
          {...form.field('checked')}
          onChange={v => form.set('checked', v ?? 'no')}
        />
      </Field>
      {quote && (
        <Button kind="quiet" busy={drop.isPending} onClick={() => void goAway(quote)}>
          删去这份报价
        </Button>
      )}
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
