import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import { Button, ErrorNotice, toast } from '../../../web/ui/index.ts'
import { property } from '../contract.ts'
import { differenceText } from '../rules.ts'
import { useFromTop } from './from-top.ts'
import type { Sheet, SheetItem } from './PropertySlip.tsx'

interface Count {
  found: string
  broken: string
}

/** Walking through the room: each thing as it was signed, one tap when it is all there. */
export function ReviewLines({ sheet, onDone }: { sheet: Sheet; onDone: () => void }) {
  const [counts, setCounts] = useState<Record<string, Count>>(() =>
    Object.fromEntries(sheet.items.map(item => [item.id, countOf(item)])),
  )
  const save = useCommand(property.saveReview)
  useFromTop()
  const set = (id: string, part: Partial<Count>): void =>
    setCounts(now => ({ ...now, [id]: { ...(now[id] ?? { found: '', broken: '' }), ...part } }))
  const counted = sheet.items.filter(item => isAmount(counts[item.id]?.found ?? ''))
  const send = (): void =>
    save.mutate(
      {
        id: sheet.id,
        version: sheet.version,
        lines: counted.map(item => ({
          id: item.id,
          found: Number(counts[item.id]?.found),
          foundBroken: Number(counts[item.id]?.broken || 0),
          note: item.reviewNote,
        })),
      },
      {
        onSuccess: () => {
          toast.ok(
            counted.length === sheet.items.length
              ? '都点到了，可以完成复查'
              : `已保存，还有 ${sheet.items.length - counted.length} 种没点`,
          )
          onDone()
        },
      },
    )
  return (
    <section className="zw-property-edit" aria-label="期末复查">
      <header>
        <h1>{sheet.title} 期末复查</h1>
        <p className="zw-muted">
          按期初签字的登记逐项点。已点 {counted.length}/{sheet.items.length} 种；没有了的填 0。
        </p>
      </header>
      <ul className="zw-property-review">
        {sheet.items.map(item => {
          const count = counts[item.id] ?? { found: '', broken: '' }
          const found = isAmount(count.found) ? Number(count.found) : null
          const words = differenceText({ ...item, found, foundBroken: Number(count.broken || 0) })
          return (
            <li key={item.id} data-counted={found !== null || undefined}>
              <p>
                <b>{item.name}</b>
                <span className="zw-muted">
                  登记 {item.quantity}
                  {item.measure}
                  {item.broken > 0 && `，已坏 ${item.broken}`}
                </span>
                {words && <span className="zw-property-differs">{words}</span>}
              </p>
              <Button
                icon={<Check aria-hidden />}
                onClick={() =>
                  set(item.id, {
                    found: String(item.quantity),
                    broken: item.broken ? String(item.broken) : '',
                  })
                }
              >
                相符
              </Button>
              <label>
                现有
                <input
                  inputMode="decimal"
                  value={count.found}
                  maxLength={10}
                  onChange={e => set(item.id, { found: e.target.value })}
                />
              </label>
              <label>
                其中坏
                <input
                  inputMode="decimal"
                  value={count.broken}
                  maxLength={10}
                  placeholder="0"
                  onChange={e => set(item.id, { broken: e.target.value })}
                />
              </label>
            </li>
          )
        })}
      </ul>
      {save.error && <ErrorNotice message={save.error.message} />}
      <footer className="zw-property-foot">
        <Button onClick={onDone}>先不</Button>
        <Button kind="primary" busy={save.isPending} disabled={counted.length === 0} onClick={send}>
          保存
        </Button>
      </footer>
    </section>
  )
}

const countOf = (item: SheetItem): Count => ({
  found: item.found === null ? '' : String(item.found),
  broken: item.foundBroken ? String(item.foundBroken) : '',
})

const isAmount = (text: string): boolean => /^\d{1,7}(\.\d{1,3})?$/.test(text.trim())
