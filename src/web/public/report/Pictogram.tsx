import type { ReactNode } from 'react'
import type { GroupKey } from './faults.ts'

/** What is broken as a picture, for those who look before they read. */
export function Pictogram({ of }: { of: GroupKey }) {
  return (
    <svg
      viewBox="0 0 48 48"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      {PICTURES[of]}
    </svg>
  )
}

const PICTURES: Record<GroupKey, ReactNode> = {
  // A tap that drips.
  water: (
    <>
      <path d="M6 16h18v-5h-5M14 11h10M18 11V7M6 13v10M24 16c8 0 12 4 12 10v2h-9v-2c0-2-1-3-3-3H6" />
      <path d="M31.5 33.500c2.3 3 3.5 4.6 3.5 6.300a3.5 3.5 0 0 1-7 0c0-1.7 1.2-3.3 3.5-6.300z" />
    </>
  ),
  // A bulb.
  light: (
    <>
      <path d="M24 6a13 13 0 0 0-8 23.300c1.6 1.3 2.5 3 2.5 4.700h11c0-1.7.9-3.4 2.5-4.700A13 13 0 0 0 24 6z" />
      <path d="M19 38h10M21 42h6M20.5 21l3.5 4 3.5-4M24 25v9" />
    </>
  ),
  // A door with its lock.
  door: (
    <>
      <path d="M12 42V7h24v35M7 42h34" />
      <circle cx="30" cy="23.5" r="2.2" />
      <path d="M30 25.700V30" />
    </>
  ),
  // A cracked pane.
  window: (
    <>
      <path d="M8 7h32v34H8zM24 7v34" />
      <path d="M40 13l-6 5 2 5-6 4 1 6M34 18l-4-2" />
    </>
  ),
  // A chair beside a desk.
  seat: (
    <>
      <path d="M10 8v18h12v14M10 26v14M10 33h12" />
      <path d="M22 18h20M38 18v22M26 18v5h12" />
    </>
  ),
  // A wall unit blowing.
  air: (
    <>
      <path d="M6 10h36v14H6zM11 19h26" />
      <path d="M15 30c0 3-3 3-3 6s3 3 3 6M24 30c0 3-3 3-3 6s3 3 3 6M33 30c0 3-3 3-3 6s3 3 3 6" />
    </>
  ),
  // A screen with waves.
  net: (
    <>
      <path d="M6 8h36v24H6zM24 32v8M15 40h18" />
      <path d="M16.5 19.500a10.5 10.5 0 0 1 15 0M20 23.500a5.5 5.5 0 0 1 8 0" />
      <circle cx="24" cy="27" r=".8" fill="currentColor" />
    </>
  ),
  // Bricks with a crack.
  wall: (
    <>
      <path d="M6 9h36v30H6zM6 19h36M6 29h36M17 9v10M31 9v10M24 19v10M12 29v10" />
      <path d="M36 19l-4 4 3 3-4 4 2 3-3 6" />
    </>
  ),
  // A spanner.
  other: (
    <path d="M30 7a10 10 0 0 0-9.2 13.900L7.5 34.200a4.5 4.5 0 0 0 6.3 6.300l13.3-13.300A10 10 0 0 0 40.3 14l-5.8 5.8-6.3-6.300L34 7.700A10 10 0 0 0 30 7z" />
  ),
}
