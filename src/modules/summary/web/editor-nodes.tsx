import type { Node as PmNode } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import {
  Extension,
  mergeAttributes,
  Node,
  type NodeViewProps,
  NodeViewWrapper,
  ReactNodeViewRenderer,
} from '@tiptap/react'
import { findNumbers } from '../../../mechanisms/metric/prose/editing/find-numbers.ts'
import type { Figure } from '../../../mechanisms/metric/prose/figure.ts'
import { LiveFigure } from '../../../web/ui/marks/LiveFigure.tsx'
import { FIGURE } from './convert.ts'

/** A number of the system in the text: moves and goes as one piece, cannot be typed into. */
export const FigureNode = Node.create<{ onOpen: (figure: Figure) => void }>({
  name: FIGURE,
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  draggable: false,
  addOptions: () => ({ onOpen: () => undefined }),
  addAttributes: () => ({
    figure: {
      default: null,
      parseHTML: element => JSON.parse(element.getAttribute('data-figure') ?? 'null'),
      renderHTML: attributes => ({ 'data-figure': JSON.stringify(attributes.figure) }),
    },
  }),
  parseHTML: () => [{ tag: 'span[data-figure]' }],
  renderHTML: ({ HTMLAttributes, node }) => [
    'span',
    mergeAttributes(HTMLAttributes),
    node.attrs.figure?.display ?? '',
  ],
  renderText: ({ node }) => node.attrs.figure?.display ?? '',
  addNodeView() {
    return ReactNodeViewRenderer(FigureView, { as: 'span' })
  },
})

function FigureView({ node, extension }: NodeViewProps) {
  const figure = node.attrs.figure as Figure
  return (
    <NodeViewWrapper as="span" contentEditable={false}>
      <LiveFigure
        value={figure.display}
        title={`${figure.title}，${figure.records}条记录`}
        asAt={figure.asAt}
        onOpen={() => extension.options.onOpen(figure)}
      />
    </NodeViewWrapper>
  )
}

/** What the system must find again after editing: the block's key, its section, what made it. */
export const Origin = Extension.create({
  name: 'origin',
  addGlobalAttributes: () => [
    {
      types: ['heading', 'paragraph', 'orderedList'],
      attributes: Object.fromEntries(
        ['key', 'section', 'pattern', 'source'].map(name => [
          name,
          // A split paragraph's second half is new text, not the system's sentence twice.
          { default: null, keepOnSplit: name === 'section', rendered: false },
        ]),
      ),
    },
  ],
})

/** As `wording` of the prose engine: text with each figure's question in its place. */
function wordingOf(node: PmNode): string {
  let words = ''
  node.forEach(child => {
    words += child.type.name === FIGURE ? `\u0001${child.attrs.figure?.id}\u0001` : (child.text ?? '')
  })
  return words
}

const OWN = new PluginKey('own-numbers')

/** Marks numbers that the author typed: nobody but he answers for them. */
export const OwnNumbers = Extension.create<{ systemText: ReadonlySet<string> }>({
  name: 'ownNumbers',
  addOptions: () => ({ systemText: new Set<string>() }),
  addProseMirrorPlugins() {
    const { systemText } = this.options
    return [
      new Plugin({
        key: OWN,
        props: {
          decorations(state) {
            const marks: Decoration[] = []
            state.doc.descendants((node, position) => {
              if (!node.isTextblock) return true
              if (systemText.has(wordingOf(node))) return false
              node.forEach((child, offset) => {
                if (!child.isText || !child.text) return
                for (const { from, to } of findNumbers(child.text))
                  marks.push(
                    Decoration.inline(position + 1 + offset + from, position + 1 + offset + to, {
                      class: 'zw-own',
                      title: '您自己写的数字，没有记录支持，将标注为“撰写人自述”',
                    }),
                  )
              })
              return false
            })
            return DecorationSet.create(state.doc, marks)
          },
        },
      }),
    ]
  },
})
