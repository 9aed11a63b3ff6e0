const number = (value, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const HEAD = [
  'job',
  'conn.',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'CPU ms',
  'RSS MiB',
  'bare requests/s',
  'bare p99 ms',
  'bare CPU ms',
  'of bare',
]

/** What was measured as Markdown tables, one a size; from the second on with the cost against the first. */
export function asMarkdown(result) {
  const { machine, settings } = result
  const lines = [
    `${machine.cores} cores (${machine.model}), ${machine.memoryGb} GiB, Node ${machine.node}, PostgreSQL ${result.sizes[0].postgres}; ` +
      `median of ${settings.rounds} rounds of ${settings.seconds} s, product and bare server taking turns.`,
  ]
  const [first] = result.sizes
  for (const size of result.sizes) lines.push('', ...tableOf(size, size === first ? undefined : first))
  return `${lines.join('\n')}\n`
}

function tableOf(size, first) {
  const head = first ? [...HEAD, 'cost of one school'] : HEAD
  return [
    `### ${size.title}, ${number(size.rows)} rows`,
    '',
    `| ${head.join(' | ')} |`,
    `|---|${'---:|'.repeat(head.length - 1)}`,
    ...size.jobs.map(job => `| ${cellsOf(job, first).join(' | ')} |`),
  ]
}

function cellsOf({ key, title, connections, product, bare }, first) {
  const cells = [
    title,
    connections,
    number(product.perSecond),
    number(product.p50, 1),
    number(product.p99, 1),
    number(product.cpuMs, 2),
    number(product.rssMb),
    ...(bare
      ? [
          number(bare.perSecond),
          number(bare.p99, 1),
          number(bare.cpuMs, 2),
          `${number(product.perSecond / bare.perSecond, 2)}×`,
        ]
      : ['', '', '', '']),
  ]
  if (!first) return cells
  const same = first.jobs.find(job => job.key === key && job.connections === connections)
  return [...cells, `${number(same.product.perSecond / product.perSecond, 2)}×`]
}
