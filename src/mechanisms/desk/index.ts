export { contract, type DeskFigure, type DeskItem, desk, type SearchHit } from './contract.ts'
export { type DeskSource, deskModule, deskPoint, type SearchSource, searchPoint } from './module.ts'
