import { When } from '../../ui/phone/index.ts'
import type { Scene } from './story.ts'

/** From the report down to what is still to come. */
export function Story({ scenes }: { scenes: readonly Scene[] }) {
  return (
    <ol className="zp-story">
      {scenes.map(scene => (
        <li
          key={scene.key}
          data-future={scene.at === null || undefined}
          data-current={scene.current || undefined}
          aria-current={scene.current ? 'step' : undefined}
        >
          <p>{scene.what}</p>
          {scene.detail && <p className="zp-story-detail">{scene.detail}</p>}
          {scene.at && (
            <p className="zw-small zw-muted">
              <When at={scene.at} />
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
