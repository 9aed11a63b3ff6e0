import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { Field } from '../../../web/ui/form/Field.tsx'
import { FormFrame } from '../../../web/ui/form/FormFrame.tsx'
import { TextInput } from '../../../web/ui/form/inputs.tsx'
import { type FieldErrors, useForm } from '../../../web/ui/form/use-form.ts'
import { org } from '../contract.ts'

/** What the school is called and where it is; printed on slips, labels and the summary. */
export default function SchoolInfo() {
  const school = useRead(org.school, {})
  if (school.error)
    return <ErrorNotice message={school.error.message} onRetry={() => void school.refetch()} />
  return school.data ? <SchoolForm school={school.data} /> : <Loading kind="slip" />
}

function SchoolForm({ school }: { school: Answer<typeof org.school> }) {
  const save = useCommand(org.updateSchool, { touches: ['account', 'people'] })
  const form = useForm({
    start: school,
    check: (values): FieldErrors => ({
      ...(values.name.trim() ? {} : { name: '请填写学校名称' }),
      ...(values.shortName.trim() ? {} : { shortName: '请填写简称' }),
    }),
    send: async values => {
      await save.mutateAsync(values)
      toast.ok('学校信息已改好')
    },
  })
  return (
    <FormFrame form={form} title="学校信息" intro="印在报修单、二维码标签和工作总结上。" ok="保存">
      <Field label="学校名称" hint="和公章一致" {...form.field('name')}>
        <TextInput {...form.field('name')} maxLength={60} />
      </Field>
      <Field label="简称" hint="地方小的时候用" {...form.field('shortName')}>
        <TextInput {...form.field('shortName')} maxLength={20} />
      </Field>
      <Field label="地址" optional {...form.field('address')}>
        <TextInput {...form.field('address')} maxLength={100} />
      </Field>
      <Field label="总务处电话" hint="报修的人找不到人时打" optional {...form.field('phone')}>
        <TextInput {...form.field('phone')} maxLength={30} />
      </Field>
    </FormFrame>
  )
}
