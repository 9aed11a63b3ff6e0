import { Dialog } from '../feedback/Dialog.tsx'
import { KeyHint } from '../marks/KeyHint.tsx'
import { useHotkeyList } from './hotkeys.ts'
import './keys.css'

/** Everything the keyboard can do on this page, read from what is bound right now. */
export function HotkeyHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const hotkeys = useHotkeyList()
  const last = new Map(hotkeys.map(h => [h.keys, h]))
  const groups = group([...last.values()])
  return (
    <Dialog open={open} onClose={onClose} title="键盘快捷键" className="zw-help">
      {[...groups].map(([name, list]) => (
        <section key={name}>
          <h3>{name}</h3>
          <dl>
            {list.map(h => (
              <div key={h.keys}>
                <dt>{h.label}</dt>
                <dd>
                  <KeyHint keys={h.keys.replace('mod', 'Ctrl')} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}

function group<T extends { group?: string }>(list: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const name = item.group || '这一页'
    groups.set(name, [...(groups.get(name) ?? []), item])
  }
  return groups
}
