export { asset } from './contract.ts'
export {
  type AssetCountRow,
  applyCount,
  type CountDiff,
  findForCount,
  labelsForCount,
  lockForCount,
  snapshotForCount,
  unlockCount,
} from './counting.ts'
export {
  type AcceptedLine,
  type AssetBrief,
  assetsOfPlace,
  assetsOfUnit,
  idleLike,
  isAssetClass,
  isFixedAsset,
  keptBy,
  registerAccepted,
} from './door.ts'
export { assetModule } from './module.ts'
export { type CardFrom, cardsFrom } from './papers.ts'
export { CATEGORIES, type CategoryCode, EDITIONS, type Edition } from './rules.ts'
export { linkReported, type ScannedThing, thingByCode } from './scanned.ts'
