// settings of the server that a client may send when it connects, and the `options` parameter that carries them

import { text } from "../codecs/units.ts";
import { serverTime } from "../codecs/url-text.ts";
import type { Param } from "./_param.ts";

/** Settings of the server (PostgreSQL 18) that carry a canonical setting. */
export const SERVER_PARAMS: ReadonlyMap<string, Param> = new Map<string, Param>([
  ["application_name", { path: "connection.applicationName", codec: text() }],
  ["idle_in_transaction_session_timeout", { path: "session.idleInTransactionTimeout", codec: serverTime() }],
  ["lock_timeout", { path: "session.lockTimeout", codec: serverTime() }],
  ["search_path", { path: "connection.schema", codec: text() }],
  ["statement_timeout", { path: "session.statementTimeout", codec: serverTime() }],
  ["transaction_timeout", { path: "session.transactionTimeout", codec: serverTime() }],
]);

// as `postgres --describe-config` lists them, without those of the postmaster and of the configuration file
const SETTINGS = `
  array_nulls backend_flush_after backslash_quote bytea_output check_function_bodies client_connection_check_interval
  client_encoding client_min_messages commit_delay commit_siblings compute_query_id constraint_exclusion
  cpu_index_tuple_cost cpu_operator_cost cpu_tuple_cost createrole_self_grant cursor_tuple_fraction datestyle
  deadlock_timeout debug_pretty_print debug_print_parse debug_print_plan debug_print_rewritten
  default_statistics_target default_table_access_method default_tablespace default_text_search_config
  default_toast_compression default_transaction_deferrable default_transaction_isolation
  default_transaction_read_only dynamic_library_path effective_cache_size effective_io_concurrency
  enable_async_append enable_bitmapscan enable_distinct_reordering enable_gathermerge enable_group_by_reordering
  enable_hashagg enable_hashjoin enable_incremental_sort enable_indexonlyscan enable_indexscan enable_material
  enable_memoize enable_mergejoin enable_nestloop enable_parallel_append enable_parallel_hash
  enable_partition_pruning enable_partitionwise_aggregate enable_partitionwise_join enable_presorted_aggregate
  enable_self_join_elimination enable_seqscan enable_sort enable_tidscan escape_string_warning event_triggers
  exit_on_error extension_control_path extra_float_digits file_copy_method from_collapse_limit geqo geqo_effort
  geqo_generations geqo_pool_size geqo_seed geqo_selection_bias geqo_threshold gin_fuzzy_search_limit
  gin_pending_list_limit hash_mem_multiplier icu_validation_level idle_in_transaction_session_timeout
  idle_session_timeout intervalstyle io_combine_limit jit jit_above_cost jit_inline_above_cost
  jit_optimize_above_cost join_collapse_limit lc_messages lc_monetary lc_numeric lc_time lo_compat_privileges
  local_preload_libraries lock_timeout log_connections log_disconnections log_duration log_error_verbosity
  log_executor_stats log_lock_failures log_lock_waits log_min_duration_sample log_min_duration_statement
  log_min_error_statement log_min_messages log_parameter_max_length log_parameter_max_length_on_error
  log_parser_stats log_planner_stats log_replication_commands log_statement log_statement_sample_rate
  log_statement_stats log_temp_files log_transaction_sample_rate logical_decoding_work_mem maintenance_io_concurrency
  maintenance_work_mem max_parallel_maintenance_workers max_parallel_workers max_parallel_workers_per_gather
  max_stack_depth md5_password_warnings min_parallel_index_scan_size min_parallel_table_scan_size
  parallel_leader_participation parallel_setup_cost parallel_tuple_cost password_encryption plan_cache_mode
  quote_all_identifiers random_page_cost recursive_worktable_factor row_security scram_iterations search_path
  seq_page_cost session_preload_libraries session_replication_role standard_conforming_strings statement_timeout
  stats_fetch_consistency synchronize_seqscans synchronous_commit tcp_keepalives_count tcp_keepalives_idle
  tcp_keepalives_interval tcp_user_timeout temp_buffers temp_file_limit temp_tablespaces timezone
  timezone_abbreviations track_activities track_cost_delay_timing track_counts track_functions track_io_timing
  track_wal_io_timing transaction_timeout transform_null_equals update_process_title vacuum_buffer_usage_limit
  vacuum_cost_delay vacuum_cost_limit vacuum_cost_page_dirty vacuum_cost_page_hit vacuum_cost_page_miss
  vacuum_failsafe_age vacuum_freeze_min_age vacuum_freeze_table_age vacuum_max_eager_freeze_failure_rate
  vacuum_multixact_failsafe_age vacuum_multixact_freeze_min_age vacuum_multixact_freeze_table_age vacuum_truncate
  wal_compression wal_init_zero wal_recycle wal_sender_timeout wal_skip_threshold work_mem xmlbinary xmloption
`;

let names: ReadonlySet<string> | undefined;

/** Whether the server takes a parameter of that name when a client connects. */
export function serverTakes(name: string): boolean {
  names ??= new Set([...SERVER_PARAMS.keys(), ...EXTRA, ...SETTINGS.trim().split(/\s+/)]);
  // a name with a dot belongs to an extension or to the application, and is not checked
  return names.has(name.toLowerCase()) || /^[a-z_][\w$]*\.[a-z_][\w$]*$/i.test(name);
}

/** The `-c name=value` and `--name=value` in an `options` parameter, split as the server does. */
export function readOptions(options: string): { name: string; value: string }[] {
  const found: { name: string; value: string }[] = [];
  const words = splitWords(options);
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const setting =
      word === "-c" ? (words[++at] ?? "") : word.startsWith("-c") || word.startsWith("--") ? word.slice(2) : undefined;
    const equals = setting?.indexOf("=") ?? -1;
    if (setting === undefined || equals < 1) continue;
    found.push({ name: setting.slice(0, equals).replaceAll("-", "_").toLowerCase(), value: setting.slice(equals + 1) });
  }
  return found;
}

// not in that list, and taken all the same
const EXTRA = ["role", "session_authorization"];

function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "\\" && at + 1 < text.length) word = (word ?? "") + text[++at];
    else word = (word ?? "") + char;
  }
  if (word !== undefined) words.push(word);
  return words;
}
