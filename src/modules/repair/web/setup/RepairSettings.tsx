import { useQueryClient } from '@tanstack/react-query'
import { type Answer, call, refresh, useRead } from '../../../../web/api.ts'
import { ErrorNotice, Loading } from '../../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { ChoiceInput } from '../../../../web/ui/form/choices.tsx'
import { Field, FieldGroup } from '../../../../web/ui/form/Field.tsx'
import { FormFrame } from '../../../../web/ui/form/FormFrame.tsx'
import { NumberInput } from '../../../../web/ui/form/inputs.tsx'
import { type FieldErrors, useForm } from '../../../../web/ui/form/use-form.ts'
import { contract } from '../../contract.ts'
import { Catalogue } from './Catalogue.tsx'
import { Synonyms } from './Synonyms.tsx'
import './setup.css'

const { operations } = contract
type Settings = Answer<typeof operations.settings>

/** How reporting works in this school: who may, when, what is asked, who is sent. */
export default function RepairSettings() {
  const read = useRead(operations.settings, {})
  if (read.error) return <ErrorNotice message={read.error.message} onRetry={() => void read.refetch()} />
  if (!read.data) return <Loading kind="rows" />
  return (
    <>
      <SettingsForm key={read.data.version} settings={read.data} />
      <div className="zw-setup-lists">
        <Catalogue />
        <Synonyms />
      </div>
    </>
  )
}

const ON_OFF = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '否' },
]

function SettingsForm({ settings }: { settings: Settings }) {
  const client = useQueryClient()
  const { version, ...start } = settings
  const form = useForm<Omit<Settings, 'version'>>({
    start,
    check: ({ publicHours }): FieldErrors =>
      publicHours && publicHours.from >= publicHours.to
        ? { publicHours: '开始要早于结束，例如 07:00 到 22:00。' }
        : {},
    send: async values => {
      await call(operations.setSettings, { settings: values, version })
      toast.ok('报修设置改好了，马上起作用')
      await refresh(client, ['repair'])
    },
  })
  type Flag = 'publicReporting' | 'requirePhone' | 'requirePhoto' | 'publicPhotos' | 'autoDispatch' | 'pool'
  const flag = (name: Flag, label: string, hint: string) => {
    const { id, error } = form.field(name)
    return (
      <Field key={name} label={label} hint={hint} id={id} error={error}>
        <ChoiceInput
          value={form.values[name] ? 'yes' : 'no'}
          options={ON_OFF}
          onChange={v => form.set(name, v === 'yes')}
        />
      </Field>
    )
  }
  const hours = form.field('publicHours')
  const perDay = form.field('publicPerDay')
  const days = form.field('similarDays')
  return (
    <FormFrame form={form} title="报修设置" ok="改好">
      <FieldGroup title="一、不登录也能报">
        {flag('publicReporting', '扫码就能报', '关掉后，扫门口的码会请人先登录，或打电话给总务处。')}
        {form.values.publicReporting && (
          <>
            <Field
              label="什么时候能报"
              id={hours.id}
              error={hours.error}
              hint="这个时间以外，请人明天再报；有危险的请打电话。"
            >
              <HoursInput value={form.values.publicHours} onChange={v => form.set('publicHours', v)} />
            </Field>
            <Field
              label="一个网络一天最多"
              id={perDay.id}
              error={perDay.error}
              hint="学校里大家常常共用一个网络地址，不要太小。"
            >
              <NumberInput
                value={form.values.publicPerDay}
                unit="单"
                min={1}
                max={500}
                onChange={v => v !== undefined && form.set('publicPerDay', v)}
              />
            </Field>
            {flag('requirePhone', '要留电话', '不留电话也能用查询链接看进度。')}
            {flag('requirePhoto', '要有照片', '要求照片会少一些乱报，也会少一些真报。')}
            {flag('publicPhotos', '给外人看照片', '别人报同一处时，可以看照片认一认是不是同一件。')}
          </>
        )}
      </FieldGroup>
      <FieldGroup title="二、报来以后">
        {flag('autoDispatch', '按规则直接派工', '新报的单子不等受理，按“班组”里的规则马上派出去。')}
        {flag('pool', '维修工可以自己接单', '没派出去的单子，会这个工种的人都能看见、能接。')}
        <Field
          label="几天内算同一件"
          id={days.id}
          error={days.error}
          hint="同一个地方没修完的，报修时会先问是不是同一件。"
        >
          <NumberInput
            value={form.values.similarDays}
            unit="天"
            min={1}
            max={90}
            onChange={v => v !== undefined && form.set('similarDays', v)}
          />
        </Field>
      </FieldGroup>
    </FormFrame>
  )
}

type Hours = Settings['publicHours']

function HoursInput({ value, onChange, id }: { value: Hours; onChange: (v: Hours) => void; id?: string }) {
  const { from, to } = value ?? { from: '06:30', to: '22:00' }
  return (
    <span className="zw-hours">
      <ChoiceInput
        {...(id ? { id } : {})}
        value={value ? 'some' : 'always'}
        options={[
          { value: 'always', label: '全天' },
          { value: 'some', label: '每天这段时间' },
        ]}
        onChange={v => onChange(v === 'some' ? { from, to } : null)}
      />
      {value && (
        <>
          <input
            type="time"
            aria-label="从"
            value={from}
            onChange={e => onChange({ from: e.target.value, to })}
          />
          到
          <input
            type="time"
            aria-label="到"
            value={to}
            onChange={e => onChange({ from, to: e.target.value })}
          />
        </>
      )}
    </span>
  )
}
