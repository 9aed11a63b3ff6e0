import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    { table: 'account_identity', title: '外部身份', links: [{ as: '本人', id: 'user_id', erase: 'row' }] },
    { table: 'account_session', title: '登录状态', links: [{ as: '本人', id: 'user_id', erase: 'row' }] },
    { table: 'account_user', title: '账号', links: [{ as: '本人', id: 'person_id' }], keep: KEEP.duty },
  ],
}
