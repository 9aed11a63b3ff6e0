import { Fragment } from 'react'
import './marks.css'

/** Keys as they stand on the keyboard: `<KeyHint keys="g r"/>` (one after the other), `<KeyHint keys="Ctrl+Enter"/>`. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className="zw-keys">
      {keys.split(' ').map((step, i) => (
        <Fragment key={`${step}${i > 0 ? ' then' : ''}`}>
          {i > 0 && <span className="zw-keys-then">再按</span>}
          {step.split('+').map(key => (
            <kbd key={key}>{key}</kbd>
          ))}
        </Fragment>
      ))}
    </span>
  )
}
