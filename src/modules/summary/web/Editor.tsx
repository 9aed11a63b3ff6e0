import { EditorContent, useEditor } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import Heading1 from 'lucide-react/icons/heading-1'
import Heading2 from 'lucide-react/icons/heading-2'
import ListOrdered from 'lucide-react/icons/list-ordered'
import Pilcrow from 'lucide-react/icons/pilcrow'
import Redo2 from 'lucide-react/icons/redo-2'
import Undo2 from 'lucide-react/icons/undo-2'
import { useEffect, useMemo, useRef } from 'react'
import { type Block, type Doc, linesOf } from '../../../mechanisms/metric/prose/doc.ts'
import { wording } from '../../../mechanisms/metric/prose/editing/check.ts'
import type { Figure } from '../../../mechanisms/metric/prose/figure.ts'
import { IconButton } from '../../../web/ui/base/Button.tsx'
import { fromEditor, toEditor } from './convert.ts'
import { FigureNode, Origin, OwnNumbers } from './editor-nodes.tsx'

export interface EditorProps {
  doc: Doc
  editable: boolean
  onChange: (blocks: Block[]) => void
  onOpenFigure: (figure: Figure) => void
}

/** The paper itself: figures are pieces, everything else is the author's to write. */
export function Editor({ doc, editable, onChange, onOpenFigure }: EditorProps) {
  const handlers = useRef({ onChange, onOpenFigure })
  handlers.current = { onChange, onOpenFigure }
  const systemText = useMemo(() => new Set(doc.blocks.flatMap(systemWording)), [doc])
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: { levels: [1, 2, 3] },
        bold: false,
        italic: false,
        strike: false,
        underline: false,
        code: false,
        codeBlock: false,
        blockquote: false,
        bulletList: false,
        horizontalRule: false,
        link: false,
      }),
      FigureNode.configure({ onOpen: figure => handlers.current.onOpenFigure(figure) }),
      Origin,
      OwnNumbers.configure({ systemText }),
    ],
    content: toEditor(doc),
    editable,
    immediatelyRender: true,
    editorProps: {
      attributes: { class: 'zw-summary-text', 'aria-label': '总结正文', lang: 'zh-CN', spellcheck: 'false' },
    },
    onUpdate: ({ editor: now }) => handlers.current.onChange(fromEditor(now.getJSON())),
  })
  useEffect(() => {
    editor.setEditable(editable, false)
  }, [editor, editable])
  return (
    <>
      {editable && <Tools editor={editor} />}
      <EditorContent editor={editor} />
    </>
  )
}

/** Sentences that stand as the system wrote them hold no numbers of the author's. */
function systemWording(block: Block): string[] {
  if (block.kind === 'heading') return [block.text]
  return block.key
    ? linesOf(block)
        .filter(line => !line.some(i => i.kind === 'own'))
        .map(wording)
    : []
}

function Tools({ editor }: { editor: NonNullable<ReturnType<typeof useEditor>> }) {
  const run = (): ReturnType<typeof editor.chain> => editor.chain().focus()
  return (
    <div className="zw-summary-tools" role="toolbar" aria-label="排版">
      <IconButton
        label="大标题 一、"
        icon={<Heading1 size={18} aria-hidden />}
        onClick={() => run().toggleHeading({ level: 1 }).run()}
      />
      <IconButton
        label="小标题（一）"
        icon={<Heading2 size={18} aria-hidden />}
        onClick={() => run().toggleHeading({ level: 2 }).run()}
      />
      <IconButton
        label="正文"
        icon={<Pilcrow size={18} aria-hidden />}
        onClick={() => run().setParagraph().run()}
      />
      <IconButton
        label="分条 (1)(2)"
        icon={<ListOrdered size={18} aria-hidden />}
        onClick={() => run().toggleOrderedList().run()}
      />
      <IconButton
        label="撤销（Ctrl+Z）"
        icon={<Undo2 size={18} aria-hidden />}
        onClick={() => run().undo().run()}
      />
      <IconButton
        label="重做（Ctrl+Y）"
        icon={<Redo2 size={18} aria-hidden />}
        onClick={() => run().redo().run()}
      />
    </div>
  )
}
