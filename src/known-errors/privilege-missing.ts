// a privilege on a table, schema or function
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "privilege-missing",
  reason: "query",
  codes: ["42501"],
  phrases: {
    PostgreSQL: [
      "permission denied for {table|relation|schema|sequence|view|function|type|language|tablespace|materialized view|foreign server|column} <name>",
      "must be owner of {table|database|schema|view|function|sequence} <name>",
      "permission denied to {create role|create database|set parameter|create extension|terminate process|set role}",
    ],
  },
  meaning: "The role lacks a privilege on that object. The connection itself works.",
  todo: "Grant it as the owner: GRANT USAGE ON SCHEMA …, GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA …, and ALTER DEFAULT PRIVILEGES for tables to come. If migrations run as another role, that role owns the tables.",
  settings: ["connection.user", "connection.schema"],
  source: "https://www.postgresql.org/docs/18/ddl-priv.html",
  examples: ["permission denied for table orders", "permission denied for view pg_stat_activity"],
});
