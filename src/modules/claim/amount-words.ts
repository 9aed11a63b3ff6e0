export { amountInWords } from '../../kernel/pure/amount-words.ts'
