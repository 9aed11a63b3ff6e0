const PATHS: Record<string, string> = {
  'asset.card': '/assets/',
  'asset.custody': '/asset-custody/',
  'asset.transfer': '/asset-transfers/',
  'asset.loan': '/asset-loans/',
  'asset.disposal': '/asset-disposals/',
  'asset.check': '/asset-checks/',
  'workorder.order': '/orders/',
  'procurement.acceptance': '/acceptances/',
  'stocktake.campaign': '/stocktakes/',
}

/** The page of a record, '' where it has none. */
export const hrefOf = (kind: string, id: string): string => {
  if (kind === 'asset.batch') return `/assets?batchId=${id}`
  const path = PATHS[kind]
  return path ? path + id : ''
}
