export { SignatureRow } from './SignatureRow.tsx'
export { SignDialog } from './SignDialog.tsx'
export { SignPad } from './SignPad.tsx'
