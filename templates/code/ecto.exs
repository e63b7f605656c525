import Config
{{imports}}

{{helpers}}
config :app, App.Repo,
  hostname: {{options.hostname?}},
  port: {{options.port?}},
  socket_dir: {{options.socket_dir?}},
  endpoints: {{options.endpoints?}},
  target_server_type: {{options.target_server_type?}},
  database: {{options.database?}},
  username: {{options.username?}},
  password: {{options.password?}},
  ssl: {{options.ssl?}},
  pool_size: {{options.pool_size?}},
  queue_target: {{options.queue_target?}},
  queue_interval: {{options.queue_interval?}},
  connect_timeout: {{options.connect_timeout?}},
  handshake_timeout: {{options.handshake_timeout?}},
  max_lifetime: {{options.max_lifetime?}},
  idle_interval: {{options.idle_interval?}},
  timeout: {{options.timeout?}},
  ping_timeout: {{options.ping_timeout?}},
  backoff_min: {{options.backoff_min?}},
  backoff_max: {{options.backoff_max?}},
  prepare: {{options.prepare?}},
  parameters: {{options.parameters}}
