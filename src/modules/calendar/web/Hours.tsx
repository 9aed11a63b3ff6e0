import { useState } from 'react'
import { termNames } from '../../../kernel/pure/calendar/terms.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { SelectInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { TextInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { calendar } from '../contract.ts'
import { dayHours, readDayHours, weekdayName, weekLines } from './hours-text.ts'
import type { Year } from './month.ts'

type HourSet = Answer<typeof calendar.hours>['sets'][number]

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const

/** Hours of work: always, in a term with another timetable, and for those on duty in the holidays. */
export function Hours({ terms }: { terms: Year['terms'] }) {
  const session = useSession()
  const hours = useRead(calendar.hours, {})
  const [editing, setEditing] = useState<HourSet>()
  const may = session.can(calendar.setHours)
  const sets = hours.data?.sets ?? []
  const choices = [
    { value: 'vacation', label: '寒暑假值班' },
    ...terms.map(term => ({ value: term.code, label: termNames(term.code).plain })),
  ].filter(choice => !sets.some(set => set.applies === choice.value))
  return (
    <section>
      <h3>作息时间</h3>
      {hours.data?.usual && <p className="zw-muted">学校还没有设定，先按常见的作息计算时限。</p>}
      {sets.map(set => (
        <div key={set.applies} className="zw-cal-term">
          <p>
            <b>{set.title}</b>
          </p>
          {weekLines(set.spans).map(line => (
            <p key={line.days}>
              <span className="zw-muted">{line.days}</span>　{line.hours}
            </p>
          ))}
          {may && (
            <Button kind="quiet" onClick={() => setEditing(set)}>
              修改
            </Button>
          )}
        </div>
      ))}
      {may && choices.length > 0 && (
        <SelectInput
          value={undefined}
          placeholder="另设一段时间的作息"
          options={choices}
          onChange={applies => {
            const title = choices.find(choice => choice.value === applies)?.label
            if (applies && title) setEditing({ applies, title, spans: [] })
          }}
        />
      )}
      {editing && <HoursForm key={editing.applies} set={editing} onClose={() => setEditing(undefined)} />}
    </section>
  )
}

function HoursForm({ set, onClose }: { set: HourSet; onClose: () => void }) {
  const save = useCommand(calendar.setHours, { touches: ['workorder', 'repair'] })
  const form = useForm<Record<string, string>>({
    start: Object.fromEntries(WEEK.map(weekday => [String(weekday), dayHours(set.spans, weekday)])),
    check: values =>
      Object.fromEntries(
        WEEK.filter(weekday => !readDayHours(values[weekday] ?? '', weekday)).map(weekday => [
          String(weekday),
          '请写成 07:30-11:40 13:30-17:20，结束要晚于开始',
        ]),
      ),
    send: async values => {
      const spans = WEEK.flatMap(weekday => readDayHours(values[weekday] ?? '', weekday) ?? [])
      await save.mutateAsync({ applies: set.applies, spans })
      toast.ok(spans.length > 0 ? `${set.title}的作息已改好` : `${set.title}不再另设作息`)
      onClose()
    },
  })
  const likeMonday = (): void => {
    for (const weekday of [2, 3, 4, 5]) form.set(String(weekday), form.values['1'] ?? '')
  }
  return (
    <FormDialog
      open
      title={`作息时间 · ${set.title}`}
      ok="保存"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={640}
    >
      <div className="zw-cal-form">
        <p className="zw-muted">维修的时限按作息时间走。休息的日子留空；一天有几段就用空格分开。</p>
        {form.failure && <ErrorNotice message={form.failure} />}
        {WEEK.map(weekday => (
          <Field key={weekday} label={weekdayName(weekday)} {...form.field(String(weekday))}>
            <TextInput
              {...form.field(String(weekday))}
              value={form.values[weekday] ?? ''}
              placeholder="休息"
              maxLength={100}
            />
          </Field>
        ))}
        <Button kind="quiet" onClick={likeMonday}>
          周二到周五和周一一样
        </Button>
      </div>
    </FormDialog>
  )
}
