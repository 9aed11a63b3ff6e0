import { EndForm } from './EndForm.tsx'
import { LabelsDialog } from './LabelsDialog.tsx'
import { AliasForm, LayOutForm, MoveForm } from './PlaceActions.tsx'
import { PlaceForm } from './PlaceForm.tsx'
import type { PlaceFull } from './PlacePanel.tsx'

/** What labels are printed for: a place and all that is inside. */
export interface PrintTarget {
  id: string
  kind: PlaceFull['kind']
  fullName: string
}

export type Doing =
  | { verb: 'update' | 'create' | 'layOut' | 'addAlias' | 'move' | 'end' }
  | { verb: 'print'; target: PrintTarget }

interface PlaceDoingProps {
  one: PlaceFull
  doing: Doing
  onClose: () => void
  onOpen: (id: string) => void
}

/** The dialog of the action that was chosen. */
export function PlaceDoing({ one, doing, onClose, onOpen }: PlaceDoingProps) {
  switch (doing.verb) {
    case 'print':
      return <LabelsDialog target={doing.target} onClose={onClose} />
    case 'update':
      return <PlaceForm one={one} onClose={onClose} onDone={onClose} />
    case 'create':
      return (
        <PlaceForm
          parent={one}
          onClose={onClose}
          onDone={id => {
            onClose()
            onOpen(id)
          }}
        />
      )
    case 'layOut':
      return <LayOutForm one={one} onClose={onClose} />
    case 'addAlias':
      return <AliasForm one={one} onClose={onClose} />
    case 'move':
      return <MoveForm one={one} onClose={onClose} />
    case 'end':
      return <EndForm one={one} onClose={onClose} />
  }
}
