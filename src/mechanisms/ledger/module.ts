import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { deskPoint, searchPoint } from '../desk/index.ts'
import { contract } from './contract.ts'
import { ledgerDesk, ledgerSearch } from './desk.ts'
import { close, period, periods, reopen } from './periods.ts'
import { personal } from './personal.ts'
import { accounts, books, exportAccounts } from './queries/accounts.ts'
import { entries, entry } from './queries/entries.ts'
import { exportEntries } from './queries/export-entries.ts'
import { exportStatement, statement } from './queries/statement.ts'
import './schema.ts'
import { verify } from './verify.ts'

export const ledgerModule = defineModule({
  contract,
  dependsOn: ['desk', 'register'],
  handlers: {
    accounts,
    books,
    close,
    entries,
    entry,
    exportAccounts,
    exportEntries,
    exportStatement,
    period,
    periods,
    reopen,
    statement,
    verify,
  },
  migrations: 'mechanisms/ledger/migrations',
  provides: [personDataPoint.of(personal), deskPoint.of(ledgerDesk), searchPoint.of(ledgerSearch)],
})
