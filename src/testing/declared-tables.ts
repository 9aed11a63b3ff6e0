import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { projectRoot } from '../kernel/server/project-root.ts'

/** Tables as the sources declare them: table → column → nullable. */
export function declaredTables(): Map<string, Record<string, boolean>> {
  const src = join(projectRoot(), 'src')
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(f =>
    /(^|[/\\])(schema|tables)\.ts$/.test(f),
  )
  const tables = new Map<string, Record<string, boolean>>()
  for (const file of files) {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(src, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    )
    const visit = (node: ts.Node): void => {
      if (ts.isInterfaceDeclaration(node) && /Tables$/.test(node.name.text))
        readInterface(node, source, tables)
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return tables
}

function readInterface(
  node: ts.InterfaceDeclaration,
  source: ts.SourceFile,
  tables: Map<string, Record<string, boolean>>,
): void {
  for (const member of node.members) {
    if (!ts.isPropertySignature(member) || !member.type) continue
    const shape = ts.isTypeLiteralNode(member.type) ? member.type : named(member.type, source)
    if (!shape) continue
    tables.set(
      member.name.getText(source),
      Object.fromEntries([...shape.members].map(column => columnOf(column, source))),
    )
  }
}

/** A table whose row is an interface or type of the same file. */
function named(
  type: ts.TypeNode,
  source: ts.SourceFile,
): { members: ts.NodeArray<ts.TypeElement> } | undefined {
  const name = type.getText(source)
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === name) return statement
    if (
      ts.isTypeAliasDeclaration(statement) &&
      statement.name.text === name &&
      ts.isTypeLiteralNode(statement.type)
    )
      return statement.type
  }
  return undefined
}

function columnOf(column: ts.TypeElement, source: ts.SourceFile): [string, boolean] {
  const type = ts.isPropertySignature(column) ? (column.type?.getText(source) ?? '') : ''
  return [column.name?.getText(source) ?? '', /\bnull\b/.test(type)]
}
