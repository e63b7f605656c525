// Recognises the first statement of a query; everything else is PostgreSQL's to decide

/** Commands that PostgreSQL runs alone only, or that end transactions themselves: they go without the settings. */
const ALONE: readonly RegExp[] = [
  /(?:VACUUM|CLUSTER|REINDEX|CALL|DO|DISCARD)\b/iy,
  /ALTER\s+SYSTEM\b/iy,
  /(?:CREATE|DROP|ALTER)\s+(?:DATABASE|TABLESPACE|SUBSCRIPTION)\b/iy,
  /(?:CREATE|DROP)\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\b/iy,
  /(?:COMMIT|ROLLBACK)\s+PREPARED\b/iy,
];
const ALTER_TABLE = /ALTER\s+TABLE\b[^;]*/iy;
const DETACH = /\sDETACH\s+PARTITION\b/i;

/** Commands that begin a transaction, whose isolation level may be set only before its first query. */
const BEGIN = /(?:BEGIN|START\s+TRANSACTION)\b/iy;

function matchAt(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}

/** Whether PostgreSQL runs the first statement only outside of a transaction. */
export function runsAlone(sql: string): boolean {
  const start = afterComments(sql);
  if (ALONE.some((command) => matchAt(command, sql, start) !== undefined)) return true;
  const altered = matchAt(ALTER_TABLE, sql, start) ?? "";
  const detached = DETACH.exec(altered);
  return detached !== null && /\sCONCURRENTLY\b/i.test(altered.slice(detached.index + detached[0].length));
}

/** Whether the first statement begins a transaction. */
export function begins(sql: string): boolean {
  return matchAt(BEGIN, sql, afterComments(sql)) !== undefined;
}

const BLANKS = /\s*/y;
const COMMENT_MARK = /\/\*|\*\//g;

/** Where the first statement begins: after blanks and comments. A comment that is not closed goes on to the end. */
function afterComments(sql: string): number {
  for (let at = 0; ; ) {
    at += matchAt(BLANKS, sql, at)!.length;
    const end = sql.startsWith("--", at)
      ? sql.indexOf("\n", at)
      : sql.startsWith("/*", at)
        ? endOfComment(sql, at)
        : at;
    if (end === at) return at;
    if (end === -1) return sql.length;
    at = end;
  }
}

// PostgreSQL nests them
function endOfComment(sql: string, start: number): number {
  COMMENT_MARK.lastIndex = start;
  for (let depth = 0; ; ) {
    const mark = COMMENT_MARK.exec(sql)?.[0];
    if (mark === undefined) return -1;
    depth += mark === "/*" ? 1 : -1;
    if (depth === 0) return COMMENT_MARK.lastIndex;
  }
}
