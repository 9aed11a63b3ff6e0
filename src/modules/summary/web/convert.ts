import type { JSONContent } from '@tiptap/react'
import type { Block, Doc, Inline } from '../../../mechanisms/metric/prose/doc.ts'
import { joinText } from '../../../mechanisms/metric/prose/doc.ts'

/** Names of our nodes in the editor. */
export const FIGURE = 'zwFigure'

/** The stored document as the editor's content. What only the system needs travels in attributes. */
export function toEditor(doc: Doc): JSONContent {
  const content = doc.blocks.map(blockToNode)
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] }
}

function blockToNode(block: Block): JSONContent {
  const origin = { key: block.key ?? null, section: block.section ?? null }
  switch (block.kind) {
    case 'heading':
      return withContent({ type: 'heading', attrs: { ...origin, level: block.level } }, textNodes(block.text))
    case 'para':
      return withContent(
        {
          type: 'paragraph',
          attrs: { ...origin, pattern: block.pattern ?? null, source: block.source ?? null },
        },
        block.inlines.map(inlineToNode),
      )
    case 'list':
      return {
        type: 'orderedList',
        attrs: { ...origin, pattern: block.pattern ?? null },
        content: block.items.map(item => ({
          type: 'listItem',
          content: [withContent({ type: 'paragraph' }, item.map(inlineToNode))],
        })),
      }
  }
}

const inlineToNode = (inline: Inline): JSONContent =>
  inline.kind === 'figure'
    ? { type: FIGURE, attrs: { figure: inline.figure } }
    : { type: 'text', text: inline.text }

const textNodes = (text: string): JSONContent[] => (text ? [{ type: 'text', text }] : [])

const withContent = (node: JSONContent, content: JSONContent[]): JSONContent =>
  content.length > 0 ? { ...node, content: content.filter(c => c.type !== 'text' || c.text) } : node

/** The editor's content as blocks. The author's own numbers are found anew by the server. */
export function fromEditor(content: JSONContent, section: string | undefined = undefined): Block[] {
  let current = section
  return (content.content ?? []).flatMap((node): Block[] => {
    current = text(node.attrs?.section) ?? current
    const block = nodeToBlock(node, current)
    return block ? [block] : []
  })
}

function nodeToBlock(node: JSONContent, section: string | undefined): Block | undefined {
  const key = text(node.attrs?.key)
  const origin = { ...(key ? { key } : {}), ...(section ? { section } : {}) }
  const pattern = text(node.attrs?.pattern)
  const source = text(node.attrs?.source)
  if (node.type === 'heading')
    return {
      kind: 'heading',
      level: levelOf(node.attrs?.level),
      text: plainOf(node).slice(0, 200),
      ...origin,
    }
  if (node.type === 'paragraph') {
    const inlines = inlinesOf(node)
    if (inlines.length === 0) return undefined
    return {
      kind: 'para',
      inlines,
      ...(pattern ? { pattern } : {}),
      ...(source ? { source } : {}),
      ...origin,
    }
  }
  if (node.type === 'orderedList' || node.type === 'bulletList') {
    const items = (node.content ?? [])
      .map(item => joinText((item.content ?? []).flatMap(inlinesOf)))
      .filter(item => item.length > 0)
    return items.length > 0 ? { kind: 'list', items, ...(pattern ? { pattern } : {}), ...origin } : undefined
  }
  return undefined
}

const inlinesOf = (node: JSONContent): Inline[] =>
  joinText(
    (node.content ?? []).flatMap((child): Inline[] => {
      if (child.type === FIGURE) return [{ kind: 'figure', figure: child.attrs?.figure }]
      if (child.type === 'text' && child.text) return [{ kind: 'text', text: child.text }]
      return child.type === 'hardBreak' ? [{ kind: 'text', text: ' ' }] : []
    }),
  )

const plainOf = (node: JSONContent): string =>
  inlinesOf(node)
    .map(i => (i.kind === 'figure' ? i.figure.display : i.text))
    .join('')

const levelOf = (value: unknown): 1 | 2 | 3 => (value === 2 || value === 3 ? value : 1)

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
