import type { ReactNode } from 'react'
import './stock.css'

/** A control under its label: several stand in a row. */
export const Cell = ({ label, id, children }: { label: string; id: string; children: ReactNode }) => (
  <div className="zw-stock-cell">
    <label htmlFor={id}>{label}</label>
    {children}
  </div>
)
