import { useId } from 'react'
import { dayOf, type Moment } from '../time/when.ts'
import { sealTilt } from './seal-tilt.ts'
import './marks.css'

export interface SealProps {
  name: string
  /** In what role: 验收人, 总务主任. */
  role: string
  /** When it was signed; without it this is an empty place that waits for the person. */
  signedAt?: Moment | undefined
  size?: number
}

/** A signature: a round vermilion stamp; an empty place says who has yet to sign. */
export function Seal({ name, role, signedAt, size = 88 }: SealProps) {
  if (signedAt === undefined) return <EmptyPlace name={name} role={role} size={size} />
  const day = dayOf(signedAt).replaceAll('-', '.')
  return (
    <svg
      className="zw-seal"
      viewBox="0 0 100 100"
      width={size}
      height={size}
      role="img"
      aria-label={`${role}${name}已签，${day}`}
      style={{ rotate: `${sealTilt(name + role)}deg` }}
    >
      <circle cx="50" cy="50" r="47" fill="none" stroke="currentColor" strokeWidth="3.2" />
      <circle cx="50" cy="50" r="43" fill="none" stroke="currentColor" strokeWidth="0.8" />
      <Arc text={role} />
      <text className="zw-seal-name" x="50" y="57" textAnchor="middle" fontSize={nameSize(name)}>
        {name}
      </text>
      <path d="M19 66.5h62" stroke="currentColor" strokeWidth="0.8" />
      <text className="zw-seal-day" x="50" y="78.5" textAnchor="middle" fontSize="11">
        {day}
      </text>
    </svg>
  )
}

function EmptyPlace({ name, role, size }: { name: string; role: string; size: number }) {
  return (
    <svg
      className="zw-seal-empty"
      viewBox="0 0 100 100"
      width={size}
      height={size}
      role="img"
      aria-label={`等${role}${name}签`}
    >
      <circle
        cx="50"
        cy="50"
        r="46.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.2"
        strokeDasharray="4.5 4.5"
      />
      <Arc text={role} />
      <text className="zw-seal-name" x="50" y="57" textAnchor="middle" fontSize={nameSize(name)}>
        {name}
      </text>
      <text x="50" y="77" textAnchor="middle" fontSize="11.5">
        待签
      </text>
    </svg>
  )
}

function Arc({ text }: { text: string }) {
  const id = useId()
  return (
    <>
      <path id={id} d="M18.5 50a31.5 31.5 0 0 1 63 0" fill="none" />
      <text fontSize={text.length > 6 ? 9.5 : 11.5} letterSpacing={text.length > 5 ? 0.5 : 2}>
        <textPath href={`#${id}`} startOffset="51%" textAnchor="middle">
          {text}
        </textPath>
      </text>
    </>
  )
}

const nameSize = (name: string): number => (name.length <= 2 ? 23 : name.length === 3 ? 20 : 60 / name.length)
