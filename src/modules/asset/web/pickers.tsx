import { call } from '../../../web/api.ts'
import { type Choice, Finder, type FinderProps } from '../../../web/ui/form/choices.tsx'
import { asset } from '../contract.ts'

type Props = Omit<FinderProps, 'placeholder' | 'search'>

/** One thing of the register: by number, name, model, place, pinyin initials. */
export const AssetPicker = (props: Props) => (
  <Finder placeholder="资产编号、名称、型号或地点" search={find} {...props} />
)

async function find(text: string): Promise<Choice[]> {
  const { rows } = await call(asset.pick, { text })
  return rows.map(row => ({
    value: row.id,
    label: `${row.name} ${row.no}`,
    note: [row.model, row.placeText, row.held].filter(Boolean).join(' · '),
  }))
}

/** An asset class by code or name, in one edition. */
export const ClassPicker = ({ edition, ...props }: Props & { edition: '2010' | '2022' }) => (
  <Finder
    placeholder="代码或名称，如 投影仪"
    search={async text => {
      const { rows } = await call(asset.classes, { edition, text })
      return rows.map(row => ({ value: row.code, label: `${row.code} ${row.name}`, note: row.path }))
    }}
    {...props}
  />
)
