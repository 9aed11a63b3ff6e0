export { contract, SignatureView, Strokes } from './contract.ts'
export { type SignedSubject, type Signing, sign, signAs, signaturesOf, voidSignatures } from './marks.ts'
export { signatureModule } from './module.ts'
