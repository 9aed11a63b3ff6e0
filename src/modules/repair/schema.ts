import type { Generated } from 'kysely'
import type { Json, Timestamp } from '../../kernel/server/tables.ts'
import type { Level } from '../../mechanisms/workorder/contract.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    repair_item: {
      school_id: string
      id: string
      code: string
      trade: string
      name: string
      measure: string
      counts: boolean
      group_name: Generated<string>
      level: Level
      active: boolean
      updated_at: Timestamp
    }
    repair_synonym: {
      school_id: string
      id: string
      text: string
      key: string
      item_code: string
      created_at: Timestamp
    }
    repair_crew_member: {
      school_id: string
      id: string
      person_id: string
      trades: string[]
      active: boolean
      until_on: string | null
      daily_capacity: number
      note: Generated<string>
      updated_at: Timestamp
    }
    repair_rule: {
      school_id: string
      id: string
      trade: string | null
      building_id: string | null
      choose: 'person' | 'least_loaded'
      person_id: string | null
      active: boolean
      updated_at: Timestamp
    }
    repair_setting: {
      school_id: string
      id: string
      value: Json<unknown>
      version: number
      updated_at: Timestamp
    }
  }
}
