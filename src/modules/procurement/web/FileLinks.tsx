import { attachment } from '../../../mechanisms/attachment/contract.ts'
import { addressOf } from '../../../web/api.ts'

interface LinkedFile {
  id: string
  name: string
  picture: boolean
}

/** Files of a record: pictures as small pictures, the rest by name; each opens. */
export const FileLinks = ({ files }: { files: readonly LinkedFile[] }) => (
  <span className="zw-buy-files">
    {files.map(file => (
      <a
        key={file.id}
        href={addressOf(attachment.view, { id: file.id, size: 'original' })}
        target="_blank"
        rel="noreferrer"
      >
        {file.picture ? (
          <img src={addressOf(attachment.view, { id: file.id, size: 'thumb' })} alt={file.name} />
        ) : (
          file.name
        )}
      </a>
    ))}
  </span>
)
