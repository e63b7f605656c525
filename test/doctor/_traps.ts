// functions, operators, types and relations that an owner of a database could put before those of pg_catalog

/** What a trap raises when it runs. */
export const SPRUNG = "a trap ran";

/** Schema that the traps are laid in. */
export const SCHEMA = "traps";

// types whose combinations have operators, or may get some that match better than those of pg_catalog
const OPERANDS = ["numeric", "integer", "bigint", "float8", "text", "name", "interval", "timestamptz", "oid", "pg_lsn"];
const OPERATORS = ["+", "-", "*", "/", "=", "<>", "<", ">", "<=", ">=", "||", "~"];

/**
 * SQL that fills the schema `traps` of a database. With a search_path that begins with it, each name that a query leaves
 * unqualified is found there first, and running it fails with the words of `SPRUNG`. With a search_path that ends with
 * it, operators still win if their operand types match exactly and those of pg_catalog do not.
 */
export const TRAPS: readonly string[] = [
  `CREATE SCHEMA ${SCHEMA}`,
  `GRANT USAGE ON SCHEMA ${SCHEMA} TO PUBLIC`,
  `CREATE FUNCTION ${SCHEMA}.spring() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${SPRUNG}'; END $$`,
  // one for each function of pg_catalog, with the same arguments
  `DO $$
  DECLARE f record;
  BEGIN
    FOR f IN SELECT p.proname, p.oid, pg_catalog.format_type(p.prorettype, NULL) AS returned FROM pg_catalog.pg_proc p
      WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace AND p.prokind = 'f' AND NOT p.proretset
        AND p.proname ~ '^(pg_|set_|current_|clock|round|date_part|extract|has_|inet_|timezone|now|length|quote)'
    LOOP
      BEGIN
        EXECUTE pg_catalog.format('CREATE FUNCTION ${SCHEMA}.%I(%s) RETURNS %s LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION %L; END $f$',
          f.proname, pg_catalog.pg_get_function_identity_arguments(f.oid), f.returned, '${SPRUNG}');
      EXCEPTION WHEN OTHERS THEN NULL; -- a type that no function of a user may take
      END;
    END LOOP;
  END $$`,
  `DO $$
  DECLARE l text; r text; o text;
  BEGIN
    FOREACH l IN ARRAY '{${OPERANDS.join(",")}}'::text[] LOOP FOREACH r IN ARRAY '{${OPERANDS.join(",")}}'::text[] LOOP
      EXECUTE pg_catalog.format('CREATE FUNCTION ${SCHEMA}.operate(%s, %s) RETURNS %s LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION %L; END $f$', l, r, l, '${SPRUNG}');
      FOREACH o IN ARRAY '{${OPERATORS.map((name) => `"${name}"`).join(",")}}'::text[] LOOP
        EXECUTE pg_catalog.format('CREATE OPERATOR ${SCHEMA}.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = ${SCHEMA}.operate)', o, l, r);
      END LOOP;
    END LOOP; END LOOP;
  END $$`,
  `CREATE FUNCTION ${SCHEMA}.step(bigint) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${SPRUNG}'; END $$`,
  `CREATE AGGREGATE ${SCHEMA}.count(*) (SFUNC = ${SCHEMA}.step, STYPE = bigint, INITCOND = '0')`,
  ...["float8", "int4", "text", "name"].map(
    (type) => `CREATE DOMAIN ${SCHEMA}.${type} AS pg_catalog.${type} CHECK (${SCHEMA}.spring())`,
  ),
  ...["pg_settings", "pg_roles", "pg_database", "pg_stat_activity", "pg_locks", "pg_proc"].map(
    (name) =>
      `CREATE VIEW ${SCHEMA}.${name} AS SELECT x FROM pg_catalog.generate_series(1, 1) AS x WHERE ${SCHEMA}.spring()`,
  ),
];
