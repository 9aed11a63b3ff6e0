import { Seal, type SealProps } from './Seal.tsx'

/** The signatures of a document in their order: those given as seals, those missing as empty places. */
export function SealRow({ seals, size }: { seals: readonly SealProps[]; size?: number }) {
  return (
    <ul className="zw-seals" aria-label="签字">
      {seals.map(seal => (
        <li key={`${seal.role}${seal.name}`}>
          <Seal {...seal} {...(size ? { size } : {})} />
        </li>
      ))}
    </ul>
  )
}
