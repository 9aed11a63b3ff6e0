import { useSession } from '../../../web/session.tsx'
import { PrintHead } from '../../../web/ui/index.ts'

/** The school's name over a printed paper. */
export function PaperHead({ title }: { title: string }) {
  const session = useSession()
  return <PrintHead school={session.school.name} title={title} by={session.name} />
}
