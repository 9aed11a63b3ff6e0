import Camera from 'lucide-react/icons/camera'
import ImagePlus from 'lucide-react/icons/image-plus'
import X from 'lucide-react/icons/x'
import { useEffect, useState } from 'react'
import { compressPhoto } from '../../ui/photo/compress.ts'
import '../../ui/photo/photo-picker.css'
import { fileOf, type KeptPhoto, keepPhoto } from '../keep/photo.ts'

export interface PhotoShotsProps {
  photos: readonly KeptPhoto[]
  onChange: (photos: KeptPhoto[]) => void
  max?: number
  large?: boolean
  hint?: string
}

/** Takes photos and shows them; unlike the office's picker it can begin with photos kept earlier. */
export function PhotoShots({ photos, onChange, max = 6, large = false, hint }: PhotoShotsProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const urls = usePreviews(photos)

  async function take(input: HTMLInputElement) {
    const files = [...(input.files ?? [])]
    input.value = ''
    const pictures = files.filter(
      f => f.type.startsWith('image/') || /\.(heic|heif|jpe?g|png)$/i.test(f.name),
    )
    setProblem(pictures.length < files.length ? '有的文件不是照片，没有加上。请选照片。' : undefined)
    const fitting = pictures.slice(0, max - photos.length)
    if (fitting.length < pictures.length) setProblem(`最多 ${max} 张，多出来的没有加上。`)
    if (fitting.length === 0) return
    setBusy(true)
    try {
      const kept: KeptPhoto[] = []
      for (const file of fitting) kept.push(await keepPhoto(await smaller(file)))
      onChange([...photos, ...kept])
    } catch {
      setProblem('这张照片打不开。请换一张，或重新拍。')
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="zw-pick" data-large={large || undefined}>
      {photos.length > 0 && (
        <ul className="zw-pick-previews">
          {photos.map((p, i) => (
            <li key={p.key}>
              <img src={urls.get(p.key)} alt={`照片${i + 1}`} />
              <button
                type="button"
                aria-label={`去掉照片${i + 1}`}
                onClick={() => onChange(photos.filter(other => other.key !== p.key))}
              >
                <X size={16} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {photos.length < max && (
        <div className="zw-pick-ways">
          <label className="zw-pick-way" data-main>
            <Camera aria-hidden />
            {photos.length > 0 ? '再拍一张' : '拍照'}
            <input
              className="zw-sr"
              type="file"
              accept="image/*"
              capture="environment"
              onChange={e => void take(e.currentTarget)}
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
              onChange={e => void take(e.currentTarget)}
            />
          </label>
        </div>
      )}
      <p className="zw-pick-note" data-problem={problem ? true : undefined} aria-live="polite">
        {busy ? '正在缩小照片…' : (problem ?? hint ?? `最多 ${max} 张，会自动缩小，省流量。`)}
      </p>
    </div>
  )
}

/** A browser that cannot draw it sends the photo as it is. */
const smaller = (file: File): Promise<File> => compressPhoto(file).catch(() => file)

/** Object URLs of the photos shown, given back when they are no longer. */
function usePreviews(photos: readonly KeptPhoto[]): ReadonlyMap<string, string> {
  const [urls, setUrls] = useState<ReadonlyMap<string, string>>(new Map())
  const keys = photos.map(p => p.key).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a photo's key stands for its bytes
  useEffect(() => {
    const made = new Map(photos.map(p => [p.key, URL.createObjectURL(fileOf(p))]))
    setUrls(made)
    return () => {
      for (const url of made.values()) URL.revokeObjectURL(url)
    }
  }, [keys])
  return urls
}
