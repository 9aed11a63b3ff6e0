import { useEffect, useState } from 'react'
import { useCommand, useRead } from '../../../web/api.ts'
import {
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { FilesInput, type LooseFile } from '../../budget/web/FilesInput.tsx'
import { claim } from '../contract.ts'
import { invoiceFlaw } from '../rules.ts'

interface InvoiceFormProps {
  seller?: string
  amountFen?: number | undefined
  onClose: () => void
  onMade: (id: string) => void
}

/** An invoice as it lies on the desk; its number is looked for everywhere before it is taken. */
export function InvoiceForm({ seller = '', amountFen, onClose, onMade }: InvoiceFormProps) {
  const add = useCommand(claim.addInvoice)
  const school = useRead(claim.start, {})
  const [files, setFiles] = useState<LooseFile[]>([])
  const form = useForm({
    start: {
      number: '',
      code: '',
      issuedOn: undefined as string | undefined,
      sellerName: seller,
      buyerName: '',
      buyerTaxNo: '',
      amountFen,
    },
    check: (v): Record<string, string> => {
      const flaw = invoiceFlaw(v.code, v.number)
      return {
        ...(flaw === 'number' ? { number: '纸质票 8 位数字，数电票 20 位数字' } : {}),
        ...(flaw === 'code_needed' ? { code: '8 位号码的要填发票代码，10 位或 12 位' } : {}),
        ...(flaw === 'code_extra' ? { code: '20 位号码的数电票没有代码，请清空' } : {}),
        ...(v.issuedOn ? {} : { issuedOn: '请选开票日期' }),
        ...(v.sellerName.trim() ? {} : { sellerName: '请填销售方' }),
        ...(v.buyerName.trim() ? {} : { buyerName: '请填发票抬头' }),
        ...(v.amountFen ? {} : { amountFen: '请填价税合计' }),
      }
    },
    send: async v => {
      const made = await add.mutateAsync({
        number: v.number,
        code: v.code,
        issuedOn: v.issuedOn as string,
        sellerName: v.sellerName,
        buyerName: v.buyerName,
        buyerTaxNo: v.buyerTaxNo,
        amountFen: v.amountFen as number,
        fileIds: files.map(f => f.id),
      })
      toast.ok('发票已登记，抬头相符，没有重复')
      onMade(made.id)
    },
  })
  const own = school.data
  const untouched = form.values.buyerName === ''
  useEffect(() => {
    if (!own || !untouched) return
    form.set('buyerName', own.buyerName)
    form.set('buyerTaxNo', own.buyerTaxNo)
  }, [own, untouched, form.set])
  return (
    <FormDialog
      open
      title="登记发票"
      ok="登记"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="发票号码" {...form.field('number')}>
        <TextInput {...form.field('number')} maxLength={20} />
      </Field>
      <Field label="发票代码" optional hint="数电票没有代码" {...form.field('code')}>
        <TextInput {...form.field('code')} maxLength={12} />
      </Field>
      <Field label="开票日期" {...form.field('issuedOn')}>
        <DayInput {...form.field('issuedOn')} />
      </Field>
      <Field label="销售方" {...form.field('sellerName')}>
        <TextInput {...form.field('sellerName')} maxLength={80} />
      </Field>
      <Field label="价税合计" {...form.field('amountFen')}>
        <MoneyInput {...form.field('amountFen')} />
      </Field>
      <Field label="抬头" hint="照发票填，不符的不能报" {...form.field('buyerName')}>
        <TextInput {...form.field('buyerName')} maxLength={80} />
      </Field>
      <Field label="购买方税号" optional {...form.field('buyerTaxNo')}>
        <TextInput {...form.field('buyerTaxNo')} maxLength={20} />
      </Field>
      <Field id="invoice-files" label="发票文件" optional>
        <FilesInput value={files} onChange={setFiles} max={5} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
