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
    const columns = membersOf(member.type, source).map(column => columnOf(column, source))
    tables.set(member.name.getText(source), Object.fromEntries(columns))
  }
}

/** Columns of a literal, of a named shape of the same file, or of several joined by &. */
function membersOf(type: ts.TypeNode, source: ts.SourceFile): ts.TypeElement[] {
  if (ts.isTypeLiteralNode(type)) return [...type.members]
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap(part => membersOf(part, source))
  const declaration = declarationOf(type.getText(source), source)
  if (declaration && ts.isInterfaceDeclaration(declaration)) return [...declaration.members]
  return declaration && ts.isTypeAliasDeclaration(declaration) ? membersOf(declaration.type, source) : []
}

const declarationOf = (name: string, source: ts.SourceFile): ts.Statement | undefined =>
  source.statements.find(
    s => (ts.isInterfaceDeclaration(s) || ts.isTypeAliasDeclaration(s)) && s.name.text === name,
  )

function columnOf(column: ts.TypeElement, source: ts.SourceFile): [string, boolean] {
  const type = ts.isPropertySignature(column) ? (column.type?.getText(source) ?? '') : ''
  const alias = declarationOf(type, source)
  const meaning = alias && ts.isTypeAliasDeclaration(alias) ? alias.type.getText(source) : type
  return [column.name?.getText(source) ?? '', /\bnull\b/.test(meaning)]
}
