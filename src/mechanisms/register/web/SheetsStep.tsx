import { useState } from 'react'
import { call, useCommand } from '../../../web/api.ts'
import { Notice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { SelectInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { ImportSteps } from '../../../web/ui/imports/ImportSteps.tsx'
import { register } from '../contract.ts'
import type { StepProps } from './ImportWizard.tsx'
import { SheetCard } from './SheetCard.tsx'
import type { Import, SheetSettings } from './words.ts'

type Settings = Import['settings']

/** Second step: which sheets, which columns, with the originals beside; all of it can be put right. */
export function SheetsStep({ one, onStep }: StepProps) {
  const [settings, setSettings] = useState<Settings>(one.settings)
  const save = useCommand(register.setMapping)
  const preview = useCommand(register.preview)
  const changed = JSON.stringify(settings) !== JSON.stringify(one.settings)
  const chosen = one.outline.filter(sheet => settings.sheets[sheet.name]?.kind)
  const setSheet = (name: string, sheet: SheetSettings): void =>
    setSettings({ ...settings, sheets: { ...settings.sheets, [name]: sheet } })

  const goOn = async (): Promise<void> => {
    try {
      if (changed) await save.mutateAsync({ id: one.id, version: one.version, settings })
      if (changed || !one.result) await preview.mutateAsync({ id: one.id })
      onStep(changed || !one.result ? null : 2)
    } catch (failure) {
      toast.fail((failure as Error).message)
      // What was saved stays; the page shows what is still missing.
      void call(register.get, { id: one.id })
    }
  }
  return (
    <ImportSteps
      title={`导入${one.kindTitle}：${one.fileName}`}
      step={1}
      onNext={() => void goOn()}
      next="看看认得对不对"
      blocked={chosen.length === 0 ? '还没有选工作表' : undefined}
      busy={save.isPending || preview.isPending}
    >
      {one.error && <Notice tone="late">{one.error}</Notice>}
      {one.outline.map(sheet => (
        <SheetCard
          key={sheet.name}
          outline={sheet}
          kinds={one.kinds}
          settings={settings.sheets[sheet.name] ?? { kind: null, headerRow: null, columns: {}, values: {} }}
          onChange={next => setSheet(sheet.name, next)}
        />
      ))}
      {one.options.length > 0 && (
        <div className="zw-import-options">
          {one.options.map(option => (
            <Field key={option.key} id={`option-${option.key}`} label={option.title} hint={option.note}>
              <SelectInput
                value={settings.options[option.key] ?? option.default}
                options={option.choices}
                onChange={value =>
                  setSettings({
                    ...settings,
                    options: { ...settings.options, [option.key]: value ?? option.default },
                  })
                }
              />
            </Field>
          ))}
        </div>
      )}
    </ImportSteps>
  )
}
