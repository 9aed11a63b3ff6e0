import Armchair from 'lucide-react/icons/armchair'
import BookOpenText from 'lucide-react/icons/book-open-text'
import Building2 from 'lucide-react/icons/building-2'
import CalendarDays from 'lucide-react/icons/calendar-days'
import ClipboardList from 'lucide-react/icons/clipboard-list'
import FileInput from 'lucide-react/icons/file-input'
import HandCoins from 'lucide-react/icons/hand-coins'
import HardHat from 'lucide-react/icons/hard-hat'
import KeyRound from 'lucide-react/icons/key-round'
import ListTree from 'lucide-react/icons/list-tree'
import Megaphone from 'lucide-react/icons/megaphone'
import Monitor from 'lucide-react/icons/monitor'
import Network from 'lucide-react/icons/network'
import Plug from 'lucide-react/icons/plug'
import ScrollText from 'lucide-react/icons/scroll-text'
import Settings2 from 'lucide-react/icons/settings-2'
import Sun from 'lucide-react/icons/sun'
import Tags from 'lucide-react/icons/tags'
import Users from 'lucide-react/icons/users'
import Wrench from 'lucide-react/icons/wrench'

const ICONS = {
  armchair: Armchair,
  bell: Megaphone,
  book: BookOpenText,
  building: Building2,
  calendar: CalendarDays,
  clipboard: ClipboardList,
  import: FileInput,
  coins: HandCoins,
  hat: HardHat,
  key: KeyRound,
  list: ListTree,
  monitor: Monitor,
  network: Network,
  plug: Plug,
  scroll: ScrollText,
  settings: Settings2,
  sun: Sun,
  tags: Tags,
  users: Users,
  wrench: Wrench,
} as const

/** Menu icons by the short name that page specifications use. */
export function MenuIcon({ name }: { name: string }) {
  const Icon = ICONS[name as keyof typeof ICONS] ?? ClipboardList
  return <Icon size={20} strokeWidth={1.7} aria-hidden />
}
