/** A start or stop that failed, with a text for the person who runs the product. */
export class DatabaseTrouble extends Error {
  override readonly name = 'DatabaseTrouble'
}

export interface Situation {
  /** What was being done, e.g. "建立数据库". */
  doing: string
  folder: string
  /** What the database program wrote. */
  output?: string
}

const CASES: readonly { pattern: RegExp; text: (folder: string) => string }[] = [
  {
    pattern: /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i,
    text: folder => `磁盘已满（${folder}）。请清理磁盘后再启动；已保存的数据不受影响。`,
  },
  {
    pattern: /EROFS|read-only file system/i,
    text: folder => `文件夹只读（${folder}）。请用环境变量 ZONGWU_DATA 另指一个可以写的文件夹。`,
  },
  {
    pattern: /wrong ownership|EACCES|EPERM|permission denied|operation not permitted/i,
    text: folder =>
      `没有权限读写 ${folder}。请用当初建立它的系统用户启动，或把它的所有者改为当前用户（chown -R），或用环境变量 ZONGWU_DATA 另指一个文件夹。`,
  },
  {
    pattern: /could not (create|map|resize|open) (anonymous )?shared memory/i,
    text: () => '系统的共享内存不够。请关闭别的程序，或在容器设置里加大 /dev/shm（如 --shm-size=256m）。',
  },
]

/** Turns any failure into what happened, why, and the way out. */
export function explain(error: unknown, situation: Situation): DatabaseTrouble {
  if (error instanceof DatabaseTrouble) return error
  const { doing, folder, output = '' } = situation
  const cause = error instanceof Error ? error.message : String(error ?? '')
  const known = CASES.find(({ pattern }) => pattern.test(`${output}\n${cause}`))
  const text = known
    ? known.text(folder)
    : `${lastLines(output || cause)}\n可以改用已有的 PostgreSQL：设置环境变量 DATABASE_URL。`
  return new DatabaseTrouble(`${doing}没有成功：${text}`, { cause: error })
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-6).join('\n') || '数据库程序没有说明原因。'
}
