import { useState } from 'react'
import {
  FileDrop,
  ImportProgress,
  ImportSteps,
  Notice,
  OutcomeTable,
  SelectInput,
  toast,
  UnderstoodTable,
} from '../../ui/index.ts'
import { NOW } from '../sample.ts'

/** The pattern of an import. */
export default function ImportPage() {
  const asked = Number(new URLSearchParams(location.search).get('step') ?? 0)
  const [step, setStep] = useState(asked)
  const [unit, setUnit] = useState<string>()
  return (
    <ImportSteps
      title="导入资产台账"
      step={step}
      onBack={step > 0 && step < 4 ? () => setStep(step - 1) : undefined}
      onNext={step < 4 ? () => setStep(step + 1) : undefined}
      next={['看看认得对不对', '去看拿不准的', '看看会发生什么', '写入 3,086 行'][step] ?? ''}
      blocked={step === 2 && !unit ? '还有 1 处没有定' : undefined}
    >
      {step === 0 && (
        <FileDrop
          accept=".xlsx,.xls,.csv"
          onFile={f => toast.note(f.name)}
          hint="XLSX 或 CSV。列名不必改，我们来认；不会先写入任何东西。"
        />
      )}
      {step === 1 && (
        <UnderstoodTable
          head={['表格里的列', '我们当作']}
          rows={[
            { key: '1', original: '资产编号', taken: '资产编号', samples: ['2019-JX-0087', '2019-JX-0088'] },
            { key: '2', original: '存放地', taken: '存放地点（房间）', samples: ['B楼312', '实训楼201'] },
            { key: '3', original: '购置日期', taken: '取得日期', samples: ['2019.9.1', '2020/3/15'] },
            { key: '4', original: '原值(元)', taken: '原值', samples: ['3,280.00', '12500'] },
            { key: '5', original: '备注2', taken: undefined, samples: ['旧系统导出'] },
          ]}
        />
      )}
      {step === 2 && (
        <>
          <Notice tone="waiting">下面这一处我们拿不准。您定一次，以后同样的写法就不再问。</Notice>
          <UnderstoodTable
            head={['表格里写的', '我们猜是']}
            rows={[
              {
                key: '1',
                original: 'B楼（老）201，共 86 行',
                taken: '高职B楼 201？',
                samples: ['课桌椅', '讲台', '投影仪'],
                correct: (
                  <SelectInput
                    value={unit}
                    onChange={setUnit}
                    placeholder="是哪里"
                    options={[
                      { value: 'b', label: '高职B楼 201' },
                      { value: 'old', label: '老B楼 201（2018年拆除）' },
                    ]}
                  />
                ),
              },
            ]}
          />
        </>
      )}
      {step === 3 && (
        <OutcomeTable
          total={3100}
          outcomes={[
            { label: '新建资产卡片', count: 2954, onOpen: () => {} },
            { label: '更新已有卡片', count: 132, note: '按资产编号对上的，改动逐条列出', onOpen: () => {} },
            { label: '与现有完全相同，跳过', count: 9 },
            { label: '有错，不写入', count: 5, note: '可下载这 5 行，改好再导', onOpen: () => {} },
          ]}
        />
      )}
      {step === 4 && <ImportProgress done={1860} total={3086} startedAt={new Date(NOW.getTime() - 62_000)} />}
    </ImportSteps>
  )
}
