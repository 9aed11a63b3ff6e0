/** How the lines of the value book are called. */
export const VALUE_KINDS: Record<string, string> = {
  acquired: '购建增加',
  opening: '期初建账',
  depreciation: '计提折旧',
  refurbished: '改造增加',
  corrected: '更正',
  reclassed: '类别调整',
  disposed: '处置核销',
  restored: '冲回',
}
