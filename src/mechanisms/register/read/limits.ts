export interface ReadLimits {
  /** Bytes of the file. */
  maxBytes: number
  /** Last used row of a sheet, and rows of all sheets together. */
  maxRows: number
  maxColumns: number
  /** Bytes that a workbook may unpack to. */
  maxUnpackedBytes: number
}

export const READ_LIMITS: ReadLimits = {
  maxBytes: 50 * 1024 * 1024,
  maxRows: 100_000,
  maxColumns: 300,
  maxUnpackedBytes: 300 * 1024 * 1024,
}

export const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024)
