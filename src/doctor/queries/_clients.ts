// which sessions take a slot, and how their programs are told apart

/**
 * The sessions of clients, without doctor's own, as `FROM` takes them. A role that may not see a session gets null for its
 * kind; then a session that has a database and a user counts, so parallel workers may be among them. Before PostgreSQL
 * 12, the connections of standbys took slots of `max_connections`, too.
 */
export const CLIENTS = `(SELECT * FROM pg_stat_activity WHERE pid <> pg_backend_pid()
  AND (backend_type = 'client backend' OR (backend_type IS NULL AND datid IS NOT NULL AND usesysid IS NOT NULL)
    OR (backend_type = 'walsender' AND current_setting('server_version_num')::int < 120000))) AS client`;

/** Milliseconds since a point in time, as SQL; null if it is null. */
export function since(time: string): string {
  const ms = `round(extract(epoch FROM clock_timestamp() - ${time}) * 1000)`;
  // greatest() passes over null
  return `(CASE WHEN ${time} IS NOT NULL THEN greatest(0, ${ms}) END)::float8`;
}

/** What stands for the parts that differ in the names of programs. */
const VARIES = "*";

/** The name of a program without numbers and identifiers, which differ from process to process: `worker *: *`. */
export function withoutNumbers(name: string): string {
  return name.replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, VARIES).replace(/[A-Za-z0-9]+/g, (word) => {
    // several numbers in one word make it an identifier, such as the suffix of a pod
    const numbers = word.match(/\d+/g)?.length ?? 0;
    return numbers > 1 ? VARIES : word.replace(/\d+/, VARIES);
  });
}
