import Camera from 'lucide-react/icons/camera'
import ImagePlus from 'lucide-react/icons/image-plus'
import X from 'lucide-react/icons/x'
import { usePhotos } from './use-photos.ts'
import './photo-picker.css'

export interface PhotoPickerProps {
  id?: string
  max?: number
  onChange: (files: File[]) => void
  /** What to take: 拍故障处和门牌各一张. */
  hint?: string
  /** Large first, for phone flows. */
  large?: boolean
}

/** Camera first, album second; previews that can be taken away. Pictures are made smaller on the device. */
export function PhotoPicker({ id, max = 6, onChange, hint, large = false }: PhotoPickerProps) {
  const { photos, busy, add, remove } = usePhotos(max, onChange)
  const room = photos.length < max
  const take = (input: HTMLInputElement) => {
    void add(input.files).then(() => {
      input.value = ''
    })
  }
  return (
    <div className="zw-pick" data-large={large || undefined}>
      {photos.length > 0 && (
        <ul className="zw-pick-previews">
          {photos.map((p, i) => (
            <li key={p.key}>
              <img src={p.url} alt={`照片${i + 1}`} />
              <button type="button" aria-label={`去掉照片${i + 1}`} onClick={() => remove(p.key)}>
                <X size={16} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {room && (
        <div className="zw-pick-ways">
          <label className="zw-pick-way" data-main>
            <Camera aria-hidden />
            {photos.length > 0 ? '再拍一张' : '拍照'}
            <input
              id={id}
              className="zw-sr"
              type="file"
              accept="image/*"
              capture="environment"
              onChange={e => take(e.currentTarget)}
            />
          </label>
          <label className="zw-pick-way">
            <ImagePlus aria-hidden />
            从相册选
            <input
              className="zw-sr"
              type="file"
              accept="image/*"
              multiple
              onChange={e => take(e.currentTarget)}
            />
          </label>
        </div>
      )}
      <p className="zw-pick-note" aria-live="polite">
        {busy ? '正在缩小照片…' : (hint ?? `最多${max}张，会自动缩小，不费流量。`)}
      </p>
    </div>
  )
}
