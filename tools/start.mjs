import { launch } from './launch.mjs'

process.stderr.write('总务正在启动… Starting Zongwu…\n')
await launch()
