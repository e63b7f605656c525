// what pgx reads in a connection string besides settings

/** Parameters of pgx that carry no setting. */
export const PGX_KNOWN: readonly string[] = [
  ...["channel_binding", "connect_timeout", "default_query_exec_mode", "description_cache_capacity", "krbspn"],
  ...["krbsrvname", "max_protocol_version", "min_protocol_version", "min_read_buffer_size", "passfile", "require_auth"],
  ...["service", "servicefile", "sslcert", "sslcertmode", "sslinline", "sslkey", "sslmode", "sslnegotiation"],
  ...["sslpassword", "sslrootcert", "sslsni", "statement_cache_capacity", "target_session_attrs"],
];
