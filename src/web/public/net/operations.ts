import type { InputOf, OutputOf } from '../../../kernel/pure/operation.ts'
import type { contract as attachment } from '../../../mechanisms/attachment/contract.ts'
import type { contract as workorder } from '../../../mechanisms/workorder/contract.ts'
import type { contract as asset } from '../../../modules/asset/contract.ts'
import type { contract as damage } from '../../../modules/damage/contract.ts'
import type { contract as repair } from '../../../modules/repair/contract.ts'
import type { Wire } from '../../api.ts'

// Types only: the contracts carry their validators, which these pages are too small to load.
type Repair = typeof repair.operations
type Order = typeof workorder.operations
type Damage = typeof damage.operations
type Asset = typeof asset.operations

export interface Queries {
  'repair.publicInfo': Repair['publicInfo']
  'repair.catalogue': Repair['catalogue']
  'repair.guess': Repair['guess']
  'repair.similar': Repair['similar']
  'repair.follow': Repair['follow']
  'damage.notice': Damage['notice']
  'asset.scan': Asset['scan']
  'asset.sheet': Asset['sheet']
}

export interface Commands {
  'repair.report': Repair['report']
  'repair.endorse': Repair['endorse']
  'workorder.confirm': Order['confirm']
  'workorder.reopen': Order['reopen']
  'workorder.cancel': Order['cancel']
  'workorder.comment': Order['comment']
  'damage.object': Damage['object']
  'asset.answerSheet': Asset['answerSheet']
  'attachment.upload': (typeof attachment.operations)['upload']
}

export type QueryName = keyof Queries
export type CommandName = keyof Commands
type All = Queries & Commands

export type Input<N extends keyof All> = InputOf<All[N]>
export type Answer<N extends keyof All> = Wire<OutputOf<All[N]>>

export type PublicInfo = Answer<'repair.publicInfo'>
export type OpenOrder = PublicInfo['orders'][number]
export type Trade = Answer<'repair.catalogue'>['trades'][number]
export type Progress = Answer<'repair.follow'>
export type Notice = Answer<'damage.notice'>
