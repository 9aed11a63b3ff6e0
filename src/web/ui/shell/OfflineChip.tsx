import CloudOff from 'lucide-react/icons/cloud-off'

/** What was recorded without network and waits: small, honest, can be opened. Nothing waiting, nothing shown. */
export function OfflineChip({ waiting, onOpen }: { waiting: number; onOpen?: () => void }) {
  if (waiting === 0) return null
  return (
    <button type="button" className="zw-waiting" onClick={onOpen} aria-label={`${waiting}条待发，打开看看`}>
      <span>
        <CloudOff size={15} aria-hidden />
        {waiting} 条待发
      </span>
    </button>
  )
}
