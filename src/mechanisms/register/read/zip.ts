import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'

const inflate = promisify(inflateRaw)

export interface ZipEntry {
  name: string
  /** As the directory claims; `unpack` refuses to give more. */
  size: number
  encrypted: boolean
  method: number
  packedSize: number
  offset: number
  checksum: number
}

const DIRECTORY_END = 0x06054b50
const DIRECTORY_END_64 = 0x06064b50
const DIRECTORY_END_64_LOCATOR = 0x07064b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const IN_64 = 0xffffffff

/** Reads the directory of a zip without unpacking anything. Throws RangeError when it is damaged. */
export function readZipDirectory(zip: Buffer): ZipEntry[] {
  const { count, at } = findDirectory(zip)
  const entries: ZipEntry[] = []
  let position = at
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(position) !== DIRECTORY_ENTRY) throw new RangeError('damaged zip directory')
    const nameLength = zip.readUInt16LE(position + 28)
    const extraLength = zip.readUInt16LE(position + 30)
    const extraAt = position + 46 + nameLength
    const sizes = wideSizes(zip.subarray(extraAt, extraAt + extraLength), [
      zip.readUInt32LE(position + 24),
      zip.readUInt32LE(position + 20),
      zip.readUInt32LE(position + 42),
    ])
    entries.push({
      name: zip
        .toString('utf8', position + 46, extraAt)
        .replaceAll('\\', '/')
        .replace(/^\//, ''),
      size: sizes[0],
      packedSize: sizes[1],
      offset: sizes[2],
      encrypted: (zip.readUInt16LE(position + 8) & 1) === 1,
      method: zip.readUInt16LE(position + 10),
      checksum: zip.readUInt32LE(position + 16),
    })
    position = extraAt + extraLength + zip.readUInt16LE(position + 32)
  }
  return entries
}

/** Unpacks one entry; never yields more than the directory claimed, nor anything but what was packed. */
export async function unpackEntry(zip: Buffer, entry: ZipEntry): Promise<Buffer> {
  if (zip.readUInt32LE(entry.offset) !== LOCAL_ENTRY) throw new RangeError('damaged zip entry')
  const start = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28)
  const packed = zip.subarray(start, start + entry.packedSize)
  if (packed.length < entry.packedSize) throw new RangeError('zip entry cut off')
  const content = await unpacked(packed, entry)
  if (crc32(content) !== entry.checksum) throw new RangeError('zip entry garbled')
  return content
}

async function unpacked(packed: Buffer, { method, size }: ZipEntry): Promise<Buffer> {
  if (method === 0) return packed
  if (method !== 8) throw new RangeError(`unknown zip method ${method}`)
  return size === 0 ? Buffer.alloc(0) : inflate(packed, { maxOutputLength: size })
}

/** A zip of the given files, not compressed. */
export function packStored(files: ReadonlyMap<string, Buffer>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of files) {
    const nameBytes = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(LOCAL_ENTRY, 0)
    local.writeUInt16LE(20, 4)
    const checksum = crc32(content)
    local.writeUInt32LE(checksum, 14)
    local.writeUInt32LE(content.length, 18)
    local.writeUInt32LE(content.length, 22)
    local.writeUInt16LE(nameBytes.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(DIRECTORY_ENTRY, 0)
    central.writeUInt16LE(20, 6)
    central.writeUInt32LE(checksum, 16)
    central.writeUInt32LE(content.length, 20)
    central.writeUInt32LE(content.length, 24)
    central.writeUInt16LE(nameBytes.length, 28)
    central.writeUInt32LE(offset, 42)
    bodies.push(local, nameBytes, content)
    directory.push(central, nameBytes)
    offset += 30 + nameBytes.length + content.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(DIRECTORY_END, 0)
  end.writeUInt16LE(files.size, 8)
  end.writeUInt16LE(files.size, 10)
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  )
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, ...directory, end])
}

function findDirectory(zip: Buffer): { count: number; at: number } {
  const from = Math.max(0, zip.length - 22 - 0xffff)
  for (let at = zip.length - 22; at >= from; at--) {
    if (zip.readUInt32LE(at) !== DIRECTORY_END) continue
    const locator = at - 20
    if (locator >= 0 && zip.readUInt32LE(locator) === DIRECTORY_END_64_LOCATOR) {
      const wide = Number(zip.readBigUInt64LE(locator + 8))
      if (zip.readUInt32LE(wide) !== DIRECTORY_END_64) throw new RangeError('damaged zip directory')
      return { count: Number(zip.readBigUInt64LE(wide + 32)), at: Number(zip.readBigUInt64LE(wide + 48)) }
    }
    return { count: zip.readUInt16LE(at + 10), at: zip.readUInt32LE(at + 16) }
  }
  throw new RangeError('no zip directory')
}

/** Sizes that do not fit in 32 bits stand in an extra field, in the order size, packed size, offset. */
function wideSizes(extra: Buffer, sizes: [number, number, number]): [number, number, number] {
  if (!sizes.includes(IN_64)) return sizes
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let next = at + 4
    return sizes.map(size => {
      if (size !== IN_64) return size
      next += 8
      return Number(extra.readBigUInt64LE(next - 8))
    }) as [number, number, number]
  }
  throw new RangeError('zip sizes missing')
}
