import { useState } from 'react'
import {
  Button,
  Dialog,
  Empty,
  ErrorNotice,
  Field,
  FormDialog,
  Loading,
  PersonPicker,
} from '../../ui/index.ts'

/** Empty, failing, waiting, asking. */
export default function StatesPage() {
  const asked = new URLSearchParams(location.search).get('open')
  const [dialog, setDialog] = useState(asked === 'dialog')
  const [form, setForm] = useState(asked === 'form')
  return (
    <div className="g-page">
      <section>
        <Empty
          title="这里会列出本学期的报修单"
          note="老师扫门牌上的码就能报，不用登录。"
          action={<Button kind="primary">打印门牌码</Button>}
        />
      </section>
      <section>
        <ErrorNotice
          what="没能作废这张入库单"
          message="它已有 2 笔领用。要作废，须先冲销这两笔领用。"
          rule="《物资管理办法》2025版 第十二条"
          onRetry={() => {}}
        />
      </section>
      <section>
        <Loading rows={3} />
        <Loading kind="figures" />
      </section>
      <section className="g-row">
        <Button onClick={() => setDialog(true)}>对话框</Button>
        <Button onClick={() => setForm(true)}>派工</Button>
      </section>
      <Dialog
        open={dialog}
        onClose={() => setDialog(false)}
        title="作废 BX-2025-000131？"
        foot={
          <>
            <Button onClick={() => setDialog(false)}>先不</Button>
            <Button kind="danger">作废</Button>
          </>
        }
      >
        <p className="zw-muted">作废后不再派工，报修人会收到通知。记录保留。</p>
      </Dialog>
      <FormDialog
        open={form}
        title="派工 · 高职B楼 312 灯管不亮"
        ok="派给他"
        onOk={() => setForm(false)}
        onClose={() => setForm(false)}
      >
        <Field id="who" label="派给谁" hint="按工种和手上的活排的。">
          <PersonPicker
            value={undefined}
            onChange={() => {}}
            search={async () => [{ value: '1', label: '老陆', note: '电工 · 手上 4 件' }]}
          />
        </Field>
      </FormDialog>
    </div>
  )
}
