import {
  type Choice,
  ChoiceInput,
  DayInput,
  Field,
  FieldGroup,
  FormFrame,
  MoneyInput,
  NumberInput,
  PersonPicker,
  PhotoPicker,
  PlacePicker,
  SelectInput,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../ui/index.ts'

const PLACES: Choice[] = [
  { value: 'b312', label: '高职B楼 312', note: '电工电子实训室' },
  { value: 'b108', label: '高职B楼 108', note: '多媒体教室' },
  { value: 'a203', label: '教学A楼 203', note: '普通教室' },
]
const PEOPLE: Choice[] = [
  { value: 'wl', label: '王丽', note: '电子组 · 尾号6021' },
  { value: 'lm', label: '李敏', note: '宿管 · 尾号1187' },
]

interface Values {
  place: Choice | undefined
  what: string
  kind: string | undefined
  urgency: string | undefined
  reporter: Choice | undefined
  count: number | undefined
  quote: number | undefined
  day: string | undefined
  phone: string
  photos: File[]
}

const START: Values = {
  place: PLACES[0],
  what: '',
  kind: 'light',
  urgency: 'normal',
  reporter: PEOPLE[0],
  count: 3,
  quote: 36_00,
  day: undefined,
  phone: '',
  photos: [],
}

/** The pattern of a form page. */
export default function FormPage() {
  const form = useForm<Values>({
    start: START,
    draft: 'gallery.report',
    check: v => ({
      ...(v.what.trim().length < 4
        ? { what: '太短了，修的人看不懂。请写明什么东西、怎么坏的，例如“靠窗一排灯管不亮”。' }
        : {}),
      ...(v.phone && !/^1\d{10}$/.test(v.phone)
        ? { phone: '手机号是 11 位数字，现在是 ' + v.phone.length + ' 位。请核对。' }
        : {}),
    }),
    send: async () => {
      await new Promise(done => setTimeout(done, 600))
      toast.ok('已报，编号 BX-2025-000132，预计今天有人来')
    },
  })
  const find = (all: Choice[]) => async (q: string) =>
    all.filter(c => c.label.includes(q) || c.note?.includes(q))
  return (
    <FormFrame
      form={form}
      title="代人报修"
      ok="报修"
      intro="电话里接到的报修在这里登记。报修人会收到编号，可以随时看进度。"
      onCancel={() => history.back()}
    >
      <FieldGroup title="一、哪里坏了">
        <Field label="地点" {...form.field('place')} hint="只知道楼名也可以，先报上来。">
          <PlacePicker {...form.field('place')} search={find(PLACES)} />
        </Field>
        <Field label="什么问题" {...form.field('what')} hint="写看到的样子，不必写原因。">
          <TextArea {...form.field('what')} placeholder="例如：靠窗一排灯管不亮，闪了两天" />
        </Field>
        <Field label="类别" {...form.field('kind')} filled="按“灯”字猜的">
          <SelectInput
            {...form.field('kind')}
            options={[
              { value: 'light', label: '照明', note: '电工，2个工作日' },
              { value: 'water', label: '给排水', note: '水工，当天' },
            ]}
          />
        </Field>
        <Field label="急不急" {...form.field('urgency')}>
          <ChoiceInput
            {...form.field('urgency')}
            options={[
              { value: 'now', label: '马上，有危险' },
              { value: 'today', label: '今天要用' },
              { value: 'normal', label: '不急' },
            ]}
          />
        </Field>
        <Field label="数量" {...form.field('count')}>
          <NumberInput {...form.field('count')} unit="支" min={1} />
        </Field>
        <Field label="估价" {...form.field('quote')} optional hint="超过 ¥500.00 要总务主任批。">
          <MoneyInput {...form.field('quote')} />
        </Field>
        <Field label="照片" {...form.field('photos')} optional>
          <PhotoPicker onChange={files => form.set('photos', files)} hint="拍故障处和门牌各一张，最多6张。" />
        </Field>
      </FieldGroup>
      <FieldGroup title="二、谁报的">
        <Field label="报修人" {...form.field('reporter')}>
          <PersonPicker {...form.field('reporter')} search={find(PEOPLE)} />
        </Field>
        <Field label="手机" {...form.field('phone')} optional hint="只给修的人看，办结后隐去中间四位。">
          <TextInput {...form.field('phone')} />
        </Field>
        <Field label="约定日期" {...form.field('day')} optional>
          <DayInput {...form.field('day')} />
        </Field>
      </FieldGroup>
    </FormFrame>
  )
}
