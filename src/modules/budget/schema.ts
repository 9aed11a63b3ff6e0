import type { Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type {
  AdjustmentKind,
  AdjustmentState,
  Category,
  IncomeKind,
  PlanState,
  RemittanceState,
  ReportState,
  SavingKind,
  SavingState,
  SourceKind,
} from './rules.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    budget_source: {
      school_id: string
      id: string
      code: string
      title: string
      kind: SourceKind
      earmarked: Generated<boolean>
      purpose: Generated<string>
      basis: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    budget_plan: {
      school_id: string
      id: string
      year: number
      state: PlanState
      basis: Generated<string>
      drafted_by: string | null
      drafted_name: Generated<string>
      approved_by: string | null
      approved_name: Generated<string>
      approved_on: string | null
      started_on: string | null
      closed_on: string | null
      note: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    budget_line: {
      school_id: string
      id: string
      plan_id: string
      source_id: string
      year: number
      code: string
      title: string
      category: Category
      planned_fen: number
      note: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    budget_adjustment: {
      school_id: string
      id: string
      plan_id: string
      no: string
      kind: AdjustmentKind
      state: AdjustmentState
      reason: string
      basis: Generated<string>
      asked_by: string | null
      asked_name: string
      asked_on: string
      decided_by: string | null
      decided_name: Generated<string>
      decided_on: string | null
      decision: Generated<string>
      version: Generated<number>
      created_at: Timestamp
    }
    budget_adjustment_line: {
      school_id: string
      id: string
      adjustment_id: string
      line_id: string
      amount_fen: number
    }
    budget_commitment: {
      school_id: string
      id: string
      line_id: string
      document_kind: string
      document_id: string
      no: string
      note: Generated<string>
      day: string
      committed_fen: number
      held_fen: number
      created_at: Timestamp
    }
    budget_spending: {
      school_id: string
      id: string
      line_id: string
      commitment_id: string | null
      document_kind: string
      document_id: string
      no: string
      note: Generated<string>
      day: string
      amount_fen: number
      released_fen: Generated<number>
      entry_id: string
      reverses_id: string | null
      created_at: Timestamp
    }
    budget_remittance: {
      school_id: string
      id: string
      no: string
      slip_no: string
      state: RemittanceState
      day: string
      amount_fen: number
      payee: Generated<string>
      note: Generated<string>
      remitted_by: string | null
      remitted_name: string
      checked_by: string | null
      checked_name: Generated<string>
      checked_on: string | null
      entry_id: string
      reason: Generated<string>
      version: Generated<number>
      created_at: Timestamp
    }
    budget_income: {
      school_id: string
      id: string
      no: string
      kind: IncomeKind
      amount_fen: number
      day: string
      document_kind: string
      document_id: string
      document_no: string
      note: Generated<string>
      payer: Generated<string>
      received_by: string | null
      received_name: Generated<string>
      remittance_id: string | null
      reverses_id: string | null
      entry_id: string
      created_at: Timestamp
    }
    budget_saving: {
      school_id: string
      id: string
      no: string
      kind: SavingKind
      state: SavingState
      measure: string
      basis: string
      baseline_fen: number
      actual_fen: number
      amount_fen: number
      recurring: Generated<boolean>
      counted_on: string
      evidence: Generated<string>
      claimed_by: string | null
      claimed_name: string
      verified_by: string | null
      verified_name: Generated<string>
      verified_on: string | null
      decision: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    budget_report: {
      school_id: string
      id: string
      month: string
      state: ReportState
      office_fen: number
      agency_fen: number
      service_fen: number
      other_fen: number
      income_fen: number
      made_by: string | null
      made_name: string
      made_on: string
      sent_to: Generated<string>
      sent_on: string | null
      reason: Generated<string>
      version: Generated<number>
      created_at: Timestamp
    }
  }
}
