export { AssetPicker } from './pickers.tsx'
