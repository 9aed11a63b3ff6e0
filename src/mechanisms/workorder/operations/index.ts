import { bulk } from './bulk.ts'
import { deadline } from './deadline.ts'
import { dispatching } from './dispatch.ts'
import { edit } from './edit.ts'
import { office } from './office.ts'
import { reporter } from './reporter.ts'
import { vendor } from './vendor.ts'
import { work } from './work.ts'

/** The commands, by who takes them. */
export const operations = {
  ...office,
  ...dispatching,
  ...work,
  ...edit,
  ...deadline,
  ...vendor,
  ...reporter,
  ...bulk,
}
