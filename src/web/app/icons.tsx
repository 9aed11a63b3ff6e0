import Armchair from 'lucide-react/icons/armchair'
import BookOpenText from 'lucide-react/icons/book-open-text'
import Boxes from 'lucide-react/icons/boxes'
import Building2 from 'lucide-react/icons/building-2'
import CalendarDays from 'lucide-react/icons/calendar-days'
import ClipboardCheck from 'lucide-react/icons/clipboard-check'
import ClipboardList from 'lucide-react/icons/clipboard-list'
import FileInput from 'lucide-react/icons/file-input'
import HandCoins from 'lucide-react/icons/hand-coins'
import Handshake from 'lucide-react/icons/handshake'
import HardHat from 'lucide-react/icons/hard-hat'
import Inbox from 'lucide-react/icons/inbox'
import KeyRound from 'lucide-react/icons/key-round'
import Landmark from 'lucide-react/icons/landmark'
import ListTree from 'lucide-react/icons/list-tree'
import Megaphone from 'lucide-react/icons/megaphone'
import Monitor from 'lucide-react/icons/monitor'
import Network from 'lucide-react/icons/network'
import NotebookTabs from 'lucide-react/icons/notebook-tabs'
import Package from 'lucide-react/icons/package'
import PiggyBank from 'lucide-react/icons/piggy-bank'
import Plug from 'lucide-react/icons/plug'
import Receipt from 'lucide-react/icons/receipt'
import Scale from 'lucide-react/icons/scale'
import ScanLine from 'lucide-react/icons/scan-line'
import ScrollText from 'lucide-react/icons/scroll-text'
import Settings2 from 'lucide-react/icons/settings-2'
import ShoppingCart from 'lucide-react/icons/shopping-cart'
import Stamp from 'lucide-react/icons/stamp'
import Sun from 'lucide-react/icons/sun'
import Tags from 'lucide-react/icons/tags'
import Truck from 'lucide-react/icons/truck'
import Users from 'lucide-react/icons/users'
import Wallet from 'lucide-react/icons/wallet'
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
  inbox: Inbox,
  package: Package,
  boxes: Boxes,
  cart: ShoppingCart,
  truck: Truck,
  contract: Handshake,
  wallet: Wallet,
  receipt: Receipt,
  scan: ScanLine,
  stamp: Stamp,
  scale: Scale,
  check: ClipboardCheck,
  savings: PiggyBank,
  ledger: NotebookTabs,
  bank: Landmark,
} as const

/** Menu icons by the short name that page specifications use. */
export function MenuIcon({ name }: { name: string }) {
  const Icon = ICONS[name as keyof typeof ICONS] ?? ClipboardList
  return <Icon size={20} strokeWidth={1.7} aria-hidden />
}
