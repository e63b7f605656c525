// how to get in, and what to run, once the server refuses a role for want of connections

const HELD =
  "psql -c 'SELECT pid, usename, application_name, state, xact_start FROM pg_catalog.pg_stat_activity ORDER BY xact_start'";

/** What each refusal of the server leaves open. */
const REFUSALS: readonly { readonly message: RegExp; readonly help: string }[] = [
  {
    message: /sorry, too many clients already/i,
    help: `All slots are in use, those for superusers too. As soon as one session has ended, a superuser gets in: connect as one and run doctor as that role, or ${HELD}. Until then, stop one of the applications; on the server's machine, kill -TERM (never -9) ends the process of one session.`,
  },
  {
    message: /remaining connection slots are reserved/i,
    help: `All slots for ordinary roles are in use. A superuser still gets in, and so does a role with pg_use_reserved_connections if reserved_connections is set (PostgreSQL 16). Run doctor as such a role, or ${HELD}; pg_terminate_backend(pid) ends a session.`,
  },
  {
    message: /too many connections for role/i,
    help: `The role has used up its CONNECTION LIMIT; the server may have free slots. Superusers and other roles still get in: run doctor as such a role, or ${HELD}. ALTER ROLE … CONNECTION LIMIT takes effect immediately.`,
  },
  {
    message: /too many connections for database/i,
    help: `The database has used up its CONNECTION LIMIT; the server may have free slots. Superusers still get in, and everyone to another database: run doctor as a superuser, or ${HELD}. ALTER DATABASE … CONNECTION LIMIT takes effect immediately.`,
  },
];

/** What to do after a refusal for want of connections; undefined for another message. */
export function helpWhenFull(message: string): string | undefined {
  return REFUSALS.find((refusal) => refusal.message.test(message))?.help;
}
