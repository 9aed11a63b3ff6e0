import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readConfig, SETTINGS } from '../kernel/server/config.ts'
import { projectRoot } from '../kernel/server/project-root.ts'

const read = (name: string): string => readFileSync(join(projectRoot(), name), 'utf8')
const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ')
const lines = dockerfile.split('\n').filter(line => line && !line.startsWith('#'))
const known = SETTINGS.flatMap(({ name }) => [name, `${name}_FILE`])

interface Compose {
  services: Record<
    string,
    {
      ports?: string[]
      environment?: Record<string, string>
      secrets?: string[]
      volumes?: string[]
      depends_on?: Record<string, unknown> | string[]
    }
  >
  secrets: Record<string, { file: string }>
  volumes: Record<string, unknown>
}
const compose = parse(read('compose.yaml')) as Compose

describe('the image', () => {
  it('copies what is there, and what the ignore file lets in', () => {
    const allowed = read('.dockerignore').split('\n').filter(Boolean)
    const copied = lines
      .filter(line => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap(line => line.split(' ').slice(1, -1))
    expect(copied.length).toBeGreaterThan(6)
    for (const path of copied) {
      expect(existsSync(join(projectRoot(), path)), path).toBe(true)
      expect(allowed).toContain(`!${path}`)
    }
    const stages = lines.flatMap(line => line.match(/^FROM \S+ AS (\w+)/)?.[1] ?? [])
    for (const [, stage] of dockerfile.matchAll(/--from=(\w+)/g)) expect(stages).toContain(stage)
  })

  it('sets only settings that there are, runs as nobody special, and is asked whether it is ready', () => {
    const set = (lines.find(line => line.startsWith('ENV ')) as string).slice(4).split(' ')
    const env = Object.fromEntries(set.map(pair => pair.split('=') as [string, string]))
    for (const name of Object.keys(env)) if (name !== 'NODE_ENV') expect(known).toContain(name)
    const config = readConfig(env, projectRoot())
    expect(config).toMatchObject({ port: 3000, host: '0.0.0.0', demo: false, dataDir: '/data' })
    const last = lines.slice(lines.findLastIndex(line => line.startsWith('FROM ')))
    expect(last).toContain('USER node')
    expect(last).toContain(`EXPOSE ${config.port}`)
    const check = last[last.findIndex(line => line.startsWith('HEALTHCHECK'))] as string
    expect(check).toContain('/ready')
    expect(read('src/kernel/server/http.ts')).toContain(`server.get('/ready'`)
    expect(last).toContain('ENTRYPOINT ["node", "dist/server/main.mjs"]')
  })
})

describe('the parts of the program', () => {
  it('are listed for whoever asks, by npm itself and without a network', async () => {
    const { stdout } = await promisify(execFile)(
      'npm',
      ['sbom', '--package-lock-only', '--omit=dev', '--sbom-format=cyclonedx', '--offline'],
      { cwd: projectRoot(), maxBuffer: 2 ** 26 },
    )
    const { components } = JSON.parse(stdout) as {
      components: { name: string; version: string; hashes?: unknown[] }[]
    }
    const names = components.map(part => part.name)
    expect(names).toEqual(expect.arrayContaining(['fastify', 'kysely', 'otpauth', 'pg']))
    expect(names).not.toContain('vitest')
    expect(components.every(part => part.version)).toBe(true)
  }, 30_000)
})

describe('the compose file', () => {
  it('gives the app settings that there are, its secrets from files', () => {
    const app = compose.services.app as Compose['services'][string]
    const env = app.environment as Record<string, string>
    for (const name of Object.keys(env)) expect(known).toContain(name)
    for (const [name, value] of Object.entries(env))
      if (name.endsWith('_FILE')) expect(app.secrets).toContain(value.replace('/run/secrets/', ''))
    expect(app.ports?.[0]).toMatch(/:3000$/)
  })

  it('names only services, secrets and volumes that there are, and holds no password', () => {
    for (const service of Object.values(compose.services)) {
      for (const secret of service.secrets ?? []) expect(compose.secrets[secret]).toBeDefined()
      for (const volume of service.volumes ?? [])
        expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0])
      const needed = service.depends_on ?? []
      for (const other of Array.isArray(needed) ? needed : Object.keys(needed))
        expect(Object.keys(compose.services)).toContain(other)
      for (const [name, value] of Object.entries(service.environment ?? {}))
        if (/PASSWORD|SECRET|KEY/.test(name)) expect(value).toMatch(/^\/run\/secrets\//)
    }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//)
    expect(read('.gitignore').split('\n')).toContain('/secrets/')
  })
})
