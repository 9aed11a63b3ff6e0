export { contract, desk, type DeskFigure, type DeskItem, type SearchHit } from './contract.ts'
export { type DeskSource, deskModule, deskPoint, type SearchSource, searchPoint } from './module.ts'
