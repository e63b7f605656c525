// messages as people paste them, with the symptom that explains them, and healthy logs, in which there is none

/** Id of the first answer, and the text. */
export const messages: readonly (readonly [string, string])[] = [
  [
    "pool-closed",
    "Error: Cannot use a pool after calling end on the pool\n    at BoundPool.connect (/app/node_modules/pg-pool/index.js:45:11)",
  ],
  [
    "connection-refused",
    "AggregateError [ECONNREFUSED]: \n    at internalConnectMultiple (node:net:1122:18)\n    at afterConnectMultiple (node:net:1689:7) {\n  code: 'ECONNREFUSED',\n  [errors]: [\n    Error: connect ECONNREFUSED ::1:5432\n        at createConnectionError (node:net:1652:14) {\n      errno: -111,\n      code: 'ECONNREFUSED'\n    },\n    Error: connect ECONNREFUSED 127.0.0.1:5432 {\n      errno: -111\n    }\n  ]\n}",
  ],
  [
    "connect-timed-out",
    "AggregateError [ETIMEDOUT]: \n  [errors]: [\n    Error: connect ETIMEDOUT 3.4.5.6:5432\n,    Error: connect ENETUNREACH 2600:1f18::1:5432 - Local (:::0)\n ]",
  ],
  [
    "role-connection-limit",
    'SequelizeConnectionError: too many connections for role "app"\n at Client._connectionCallback {\n  parent: error: too many connections for role "app"\n      at Parser.parseErrorMessage {\n    code: \'53300\'\n  },\n  original: error: too many connections for role "app" {\n code: \'53300\' }\n}',
  ],
  [
    "password-wrong",
    "DrizzleQueryError: Failed query: select 1\nparams: \n    at NodePgPreparedQuery.queryWithCache (file:///app/node_modules/drizzle-orm/pg-core/session.js:42:15) {\n  query: 'select 1',\n  params: [],\n  cause: error: password authentication failed for user \"app\"\n      at Parser.parseErrorMessage {\n    code: '28P01',",
  ],
  [
    "connection-refused",
    "PrismaClientInitializationError: \nInvalid `prisma.user.findMany()` invocation:\n\nCan't reach database server at `127.0.0.1:5432`\n  cause: Error: connect ECONNREFUSED 127.0.0.1:5432",
  ],
  [
    "prisma-unreachable",
    "Error: P1001: Can't reach database server at `db:5432`\n\nPlease make sure your database server is running at `db:5432`.",
  ],
  [
    "password-wrong",
    "Error: P1000: Authentication failed against database server, the provided database credentials for `app` are not valid.",
  ],
  [
    "prisma-transaction-timeout",
    "PrismaClientKnownRequestError: Transaction API error: Transaction already closed: A commit cannot be executed on an expired transaction. The timeout for this transaction was 5000 ms, however 5230 ms passed since the start of the transaction. code: 'P2028'",
  ],
  ["transaction-finished", "Transaction already closed: A query cannot be executed on a committed transaction."],
  ["connect-timed-out", "SequelizeConnectionTimedOutError: Connection timed out"],
  [
    "sequelize-acquire-timeout",
    "ConnectionAcquireTimeoutError [SequelizeConnectionAcquireTimeoutError]: Operation timeout\n    at ConnectionManager.getConnection",
  ],
  ["connection-refused", "SequelizeConnectionRefusedError: connect ECONNREFUSED 127.0.0.1:5432"],
  ["host-unknown", "ConnectionException [SequelizeHostNotFoundError]: getaddrinfo ENOTFOUND db.internal"],
  [
    "query-in-progress",
    "(node:1) DeprecationWarning: Calling client.query() when the client is already executing a query is deprecated and will be removed in pg@9.0. Use async/await or an external async flow control mechanism instead.",
  ],
  ["transaction-nested", "PostgresError: UNSAFE_TRANSACTION: Only use sql.begin, sql.reserved or max: 1"],
  ["released-twice", "QueryRunnerAlreadyReleasedError: Query runner already released. Cannot run queries anymore."],
  ["idle-transaction-ended", "IdleTransactionTimeoutError: Connection terminated due to idle-in-transaction timeout."],
  ["pool-closed", "UnexpectedStateError: Connection pool has been shut down. Cannot create a new connection."],
  ["bun-connection-ended", 'PostgresError: Idle timeout reached after 10s\n code: "ERR_POSTGRES_IDLE_TIMEOUT"'],
  [
    "connection-dropped",
    "Error: Connection terminated unexpectedly\n    at Connection.<anonymous> (/app/node_modules/pg/lib/client.js:136:73)",
  ],
  [
    "connection-dropped",
    "Error: read ETIMEDOUT\n    at TCP.onStreamRead (node:internal/stream_base_commons:217:20) {\n  errno: -110,\n  code: 'ETIMEDOUT',\n  syscall: 'read'\n}",
  ],
  [
    "too-many-clients-created",
    "warn(prisma-client) This is the 10th instance of Prisma Client being started. Make sure this is intentional. There are already 10 instances of Prisma Client actively running.",
  ],
  [
    "role-connection-limit",
    'failed to connect to `host=db user=app database=shop`: server error (FATAL: too many connections for role "app" (SQLSTATE 53300))',
  ],
  [
    "pgbouncer-parameter",
    "failed to connect to `user=app database=shop`:\n\t127.0.0.1:6432 (localhost): tls error: server refused TLS connection\n\t127.0.0.1:6432 (localhost): server error: FATAL: unsupported startup parameter: statement_timeout (SQLSTATE 08P01)",
  ],
  [
    "tls-not-offered",
    "failed to connect to `user=app database=shop`: 10.0.0.5:5432 (db): tls error: server refused TLS connection",
  ],
  [
    "host-unknown",
    "failed to connect to `user=app database=shop`: hostname resolving error: lookup db on 127.0.0.11:53: no such host",
  ],
  [
    "connection-refused",
    "failed to connect to `user=app database=shop`:\n\t127.0.0.1:5432 (localhost): dial error: dial tcp 127.0.0.1:5432: connect: connection refused\n\t[::1]:5432 (localhost): dial error: dial tcp [::1]:5432: connect: connection refused",
  ],
  [
    "connect-timed-out",
    "failed to connect to `user=app database=shop`: 10.0.0.5:5432 (10.0.0.5): dial error: dial tcp 10.0.0.5:5432: i/o timeout",
  ],
  ["query-in-progress", "conn busy"],
  ["transaction-finished", "tx is closed"],
  ["pool-closed", "closed pool"],
  ["connection-dropped", "failed to receive message: unexpected EOF"],
  ["connection-dropped", "write failed: write tcp 10.0.0.2:51234->10.0.0.5:5432: write: broken pipe"],
  ["connection-dropped", "read tcp 10.0.0.2:51234->10.0.0.5:5432: read: connection reset by peer"],
  ["tls-not-offered", "pq: SSL is not enabled on the server"],
  ["go-deadline", "panic: acquire: context deadline exceeded"],
  ["go-canceled", "2026/11/29 query: context canceled"],
  ["released-twice", "sql: connection is already closed"],
  ["driver-missing", 'sql: unknown driver "postgres" (forgotten import?)'],
  [
    "certificate-other-host",
    "tls error: tls: failed to verify certificate: x509: certificate is valid for localhost, not db.internal",
  ],
  ["prepared-statement-missing", 'ERROR: prepared statement "stmtcache_8d2" already exists (SQLSTATE 42P05)'],
  ["prepared-statement-missing", "pq: unnamed prepared statement does not exist"],
  [
    "password-wrong",
    'com.zaxxer.hikari.pool.HikariPool$PoolInitializationException: Failed to initialize pool: FATAL: password authentication failed for user "app"\n\tat com.zaxxer.hikari.pool.HikariPool.throwPoolInitializationException(HikariPool.java:584)\nCaused by: org.postgresql.util.PSQLException: FATAL: password authentication failed for user "app"\n\tat org.postgresql.core.v3',
  ],
  [
    "connection-refused",
    "Caused by: org.postgresql.util.PSQLException: Connection to localhost:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.\n\t...\nCaused by: java.net.ConnectException: Connection refused (Connection refused)",
  ],
  [
    "host-unknown",
    "org.postgresql.util.PSQLException: The connection attempt failed.\n\tat org.postgresql.core.v3.ConnectionFactoryImpl.openConnectionImpl(ConnectionFactoryImpl.java:385)\nCaused by: java.net.UnknownHostException: db.internal",
  ],
  [
    "connect-timed-out",
    "org.postgresql.util.PSQLException: The connection attempt failed.\nCaused by: java.net.SocketTimeoutException: Connect timed out",
  ],
  [
    "connection-dropped",
    "org.postgresql.util.PSQLException: An I/O error occurred while sending to the backend.\nCaused by: java.io.EOFException: null\n\tat org.postgresql.core.PGStream.receiveChar",
  ],
  [
    "session-terminated",
    "org.postgresql.util.PSQLException: FATAL: terminating connection due to administrator command",
  ],
  ["connection-closed-before", "org.postgresql.util.PSQLException: This connection has been closed."],
  ["connection-closed-before", "java.sql.SQLException: Connection is closed"],
  [
    "connection-leak",
    "WARN 1 --- [nnection adder] com.zaxxer.hikari.pool.ProxyLeakTask : Connection leak detection triggered for org.postgresql.jdbc.PgConnection@7b on thread scheduling-1, stack trace follows\njava.lang.Exception: Apparent connection leak detected",
  ],
  [
    "hikaricp-timeout",
    "org.springframework.transaction.CannotCreateTransactionException: Could not open JPA EntityManager for transaction; nested exception is org.hibernate.exception.JDBCConnectionException: Unable to acquire JDBC Connection\nCaused by: java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms.",
  ],
  [
    "tls-required",
    'org.postgresql.util.PSQLException: FATAL: no pg_hba.conf entry for host "10.0.0.7", user "app", database "shop", SSL off',
  ],
  [
    "certificate-untrusted",
    "org.postgresql.util.PSQLException: SSL error: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target\nCaused by: javax.net.ssl.SSLHandshakeException: PKIX path building failed",
  ],
  [
    "password-missing",
    "org.postgresql.util.PSQLException: The server requested SCRAM-based authentication, but no password was provided.",
  ],
  [
    "authentication-method-unsupported",
    "org.postgresql.util.PSQLException: The authentication type 10 is not supported. Check that you have configured the pg_hba.conf file to include the client's IP address or subnet, and that it is using an authentication scheme supported by the driver.",
  ],
  ["pool-closed", "java.sql.SQLException: HikariDataSource HikariDataSource (HikariPool-1) has been closed."],
  ["pool-closed", "java.sql.SQLException: This pool is closed and does not handle any more connections!"],
  [
    "agroal-acquisition-timeout",
    "Caused by: java.sql.SQLException: Acquisition timeout while waiting for new connection",
  ],
  [
    "r2dbc-pool-timeout",
    "io.r2dbc.spi.R2dbcTimeoutException: Connection acquisition timed out after 1000ms\n\tat io.r2dbc.pool.ConnectionPool",
  ],
  [
    "connection-refused",
    "io.r2dbc.postgresql.PostgresqlConnectionFactory$PostgresConnectionException: [08003] Cannot connect to localhost/<unresolved>:5432\nCaused by: io.netty.channel.AbstractChannel$AnnotatedConnectException: Connection refused: localhost/127.0.0.1:5432",
  ],
  [
    "connection-dropped",
    "io.r2dbc.postgresql.client.ReactorNettyClient$PostgresConnectionClosedException: Connection unexpectedly closed",
  ],
  [
    "too-many-clients",
    "io.r2dbc.postgresql.ExceptionFactory$PostgresqlNonTransientResourceException: [53300] sorry, too many clients already",
  ],
  ["psycopg-pool-timeout", "psycopg_pool.PoolTimeout: couldn't get a connection after 5.00 sec"],
  [
    "connection-refused",
    'psycopg.OperationalError: connection failed: connection to server at "127.0.0.1", port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
  ],
  ["connection-closed-before", "django.db.utils.InterfaceError: connection already closed"],
  ["pool-closed", "psycopg_pool.PoolClosed: the pool 'pool-1' is closed"],
  [
    "asyncpg-pool-timeout",
    'Traceback (most recent call last):\n  File "/app/main.py", line 12, in main\n    async with pool.acquire(timeout=1) as c:\n  File "/usr/lib/python3/site-packages/asyncpg/pool.py", line 220, in __aenter__\n    self.connection = await self.pool._acquire(self.timeout)\n  File "/usr/lib/python3/site-packages/asyncpg/pool.py", line 1010, in _acquire\n    return await compat.wait_for(\n  File "/usr/lib/python3.12/asyncio/tasks.py", line 519, in wait_for\n    async with timeouts.timeout(timeout):\n  File "/usr/lib/python3.12/asyncio/timeouts.py", line 115, in __aexit__\n    raise TimeoutError from exc_val\nTimeoutError',
  ],
  ["too-many-clients", "asyncpg.exceptions.TooManyConnectionsError: sorry, too many clients already"],
  [
    "prepared-statement-missing",
    "sqlalchemy.exc.DBAPIError: (sqlalchemy.dialects.postgresql.asyncpg.Error) <class 'asyncpg.exceptions.DuplicatePreparedStatementError'>: prepared statement \"__asyncpg_stmt_4__\" already exists",
  ],
  [
    "query-in-progress",
    "sqlalchemy.exc.InterfaceError: (sqlalchemy.dialects.postgresql.asyncpg.InterfaceError) <class 'asyncpg.exceptions._base.InterfaceError'>: cannot perform operation: another operation is in progress",
  ],
  [
    "connection-dropped",
    "sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\n\n[SQL: SELECT 1]\n(Background on this error at: https://sqlalche.me/e/20/e3q8)",
  ],
  [
    "connection-leak",
    "SAWarning: The garbage collector is trying to clean up non-checked-in connection <AdaptedConnection <asyncpg.connection.Connection object at 0x7f>>, which will be terminated.",
  ],
  [
    "database-missing",
    'django.db.utils.OperationalError: connection to server at "localhost" (127.0.0.1), port 5432 failed: FATAL:  database "shop" does not exist',
  ],
  ["host-unknown", "psycopg.OperationalError: failed to resolve host 'db': [Errno -2] Name or service not known"],
  [
    "connect-timed-out",
    'psycopg2.OperationalError: connection to server at "10.0.0.5", port 5432 failed: timeout expired\n\n',
  ],
  [
    "connect-timed-out",
    'psycopg2.OperationalError: connection to server at "10.0.0.5", port 5432 failed: Connection timed out\n\tIs the server running on that host and accepting TCP/IP connections?',
  ],
  [
    "idle-transaction-ended",
    "psycopg2.errors.IdleInTransactionSessionTimeout: terminating connection due to idle-in-transaction timeout\nSSL connection has been closed unexpectedly",
  ],
  [
    "deadlock",
    "Traceback (most recent call last):\npsycopg2.errors.DeadlockDetected: deadlock detected\nDETAIL:  Process 123 waits for ShareLock on transaction 1; blocked by process 124.\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\ndjango.db.utils.OperationalError: deadlock detected",
  ],
  [
    "lock-timed-out",
    "Traceback\npsycopg2.errors.LockNotAvailable: canceling statement due to lock timeout\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\ndjango.db.transaction.TransactionManagementError: An error occurred in the current transaction. You can't execute queries until the end of the 'atomic' block.",
  ],
  ["sqlx-pool-timeout", "Error: PoolTimedOut"],
  [
    "rust-pool-timeout",
    "thread 'main' panicked at src/main.rs:10:5:\ncalled `Result::unwrap()` on an `Err` value: Timeout(Wait)",
  ],
  [
    "password-wrong",
    'Error: Database(PgDatabaseError { severity: Fatal, code: "28P01", message: "password authentication failed for user \\"app\\"", detail: None',
  ],
  [
    "too-many-clients",
    'Error { kind: Db, cause: Some(DbError { severity: "FATAL", parsed_severity: Some(Fatal), code: SqlState(E53300), message: "sorry, too many clients already", detail: None',
  ],
  ["connection-refused", 'Error: Io(Os { code: 111, kind: ConnectionRefused, message: "Connection refused" })'],
  ["connection-refused", "error communicating with database: Connection refused (os error 111)"],
  [
    "host-unknown",
    "error communicating with database: failed to lookup address information: Name or service not known",
  ],
  ["connection-dropped", "Error { kind: Closed, cause: None }"],
  ["pool-closed", "attempted to acquire a connection on a closed pool"],
  [
    "certificate-untrusted",
    "error occurred while attempting to establish a TLS connection: invalid peer certificate: UnknownIssuer",
  ],
  [
    "connection-refused",
    'Error: timed out waiting for connection: connection to server at "127.0.0.1", port 5432 failed: Connection refused',
  ],
  [
    "npgsql-pool-exhausted",
    "Npgsql.NpgsqlException (0x80004005): The connection pool has been exhausted, either raise 'Max Pool Size' (currently 20) or 'Timeout' (currently 15 seconds) in your connection string.\n ---> System.TimeoutException: The operation has timed out.",
  ],
  [
    "connection-refused",
    "Npgsql.NpgsqlException (0x80004005): Failed to connect to 127.0.0.1:5432\n ---> System.Net.Sockets.SocketException (111): Connection refused\n   at Npgsql.Internal.NpgsqlConnector.Connect(NpgsqlTimeout timeout)",
  ],
  [
    "too-many-clients",
    "Unhandled exception. Npgsql.PostgresException (0x80004005): 53300: trop de clients\n   at Npgsql.Internal",
  ],
  [
    "client-query-timeout",
    "Npgsql.NpgsqlException (0x80004005): Exception while reading from stream\n ---> System.TimeoutException: Timeout during reading attempt\n   at Npgsql.Internal.NpgsqlReadBuffer",
  ],
  [
    "query-in-progress",
    "System.InvalidOperationException: A second operation was started on this context instance before a previous operation completed. This is usually caused by different threads concurrently using the same instance of DbContext.",
  ],
  [
    "query-in-progress",
    "Npgsql.NpgsqlOperationInProgressException: A command is already in progress: SELECT * FROM orders",
  ],
  [
    "pool-closed",
    "System.ObjectDisposedException: Cannot access a disposed object.\nObject name: 'Npgsql.PoolingDataSource'.",
  ],
  [
    "tls-not-offered",
    "Npgsql.NpgsqlException: SSL connection requested. No SSL enabled connection from this host is configured.",
  ],
  [
    "password-missing",
    "Npgsql.NpgsqlException (0x80004005): No password has been provided but the backend requires one (in SASL/SCRAM-SHA-256)",
  ],
  [
    "ecto-queue-timeout",
    "** (DBConnection.ConnectionError) connection not available and request was dropped from queue after 1543ms. This means requests are coming in and your connection pool cannot serve them fast enough.",
  ],
  [
    "connection-refused",
    "[error] Postgrex.Protocol (#PID<0.300.0>) failed to connect: ** (DBConnection.ConnectionError) tcp connect (localhost:5432): connection refused - :econnrefused",
  ],
  [
    "too-many-clients",
    "[error] Postgrex.Protocol (#PID<0.300.0>) failed to connect: ** (Postgrex.Error) FATAL 53300 (too_many_connections) sorry, too many clients already",
  ],
  [
    "connection-dropped",
    "[error] Postgrex.Protocol (#PID<0.300.0>) disconnected: ** (DBConnection.ConnectionError) tcp recv (idle): closed",
  ],
  [
    "ecto-checkout-too-long",
    "** (DBConnection.ConnectionError) ssl recv: closed (the connection was closed by the pool, possibly due to a timeout or because the pool has been terminated)",
  ],
  ["host-unknown", "** (DBConnection.ConnectionError) tcp connect (db:5432): non-existing domain - :nxdomain"],
  ["query-canceled", "** (Postgrex.Error) ERROR 57014 (query_canceled) canceling statement due to user request"],
  [
    "rails-pool-timeout",
    "ActiveRecord::ConnectionTimeoutError (could not obtain a connection from the pool within 5.000 seconds (waited 5.003 seconds); all pooled connections were in use):",
  ],
  [
    "connection-dropped",
    "ActiveRecord::StatementInvalid (PG::ConnectionBad: PQconsumeInput() server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\n)",
  ],
  [
    "host-unknown",
    'ActiveRecord::DatabaseConnectionError: There is an issue connecting with your hostname: db.\n\nCaused by:\nPG::ConnectionBad: could not translate host name "db" to address: Name or service not known',
  ],
  [
    "database-missing",
    "ActiveRecord::NoDatabaseError: We could not find your database: shop_production. Available database configurations can be found in config/database.yml.",
  ],
  [
    "connection-refused",
    'ActiveRecord::ConnectionNotEstablished: connection to server at "127.0.0.1", port 5432 failed: Connection refused',
  ],
  ["read-only-server", "ActiveRecord::ReadOnlyError: Write query attempted while in readonly mode: INSERT INTO"],
  ["pgbouncer-full", "FATAL:  no more connections allowed (max_client_conn)"],
  [
    "pgbouncer-full",
    "2026-11-29 21:00:00.000 UTC [1] LOG C-0x55: shop/app@10.0.3.7:53300 closing because: client connections exceeded (max_db_client_connections) (age=0s)",
  ],
  [
    "pgbouncer-server-down",
    'ERROR: server login has been failing, cached error: FATAL: password authentication failed for user "app" (server_login_retry)',
  ],
  [
    "pgbouncer-wait-timeout",
    "2026-11-29 21:00:00.000 UTC [1] WARNING C-0x55: shop/app@10.0.3.7:40000 pooler error: query_wait_timeout",
  ],
  [
    "pgbouncer-wait-timeout",
    "sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) query_wait_timeout\nSSL connection has been closed unexpectedly",
  ],
  ["pooler-shutting-down", "org.postgresql.util.PSQLException: FATAL: pooler is shutting down"],
  ["pooler-statement-mode", "ERROR:  transaction blocks not allowed in statement pooling mode"],
  ["pgbouncer-auth-query", "FATAL: bouncer config error"],
  ["role-missing", "FATAL: no such user: app"],
  ["pgcat-pool", "psycopg2.OperationalError: FATAL:  could not get connection from the pool - AllServersDown"],
  ["pgbouncer-database-missing", 'FATAL: No pool configured for database: "shop", user: "app"'],
  ["pgdog-pool", "ERROR:  checkout timeout"],
  ["password-wrong", 'FATAL:  password for user "app" and database "shop" is wrong, or the database does not exist'],
  ["odyssey-full", "odyssey: c9f2: too many client tcp connections (client_max for user app.shop reached 100)"],
  ["pgbouncer-database-missing", "odyssey: c12: route for 'shop.app' is not found"],
  ["supavisor-clients-full", "FATAL: Max client connections reached"],
  [
    "supavisor-blocked",
    "FATAL: (ECIRCUITBREAKER) too many failed attempts to connect to the database, new connections are temporarily blocked",
  ],
  ["supavisor-tenant-missing", "(ENOIDENTIFIER) no tenant identifier provided (external_id or sni_hostname required)"],
  [
    "neon-endpoint-missing",
    "ERROR: The requested endpoint could not be found, or you don't have access to it. Please check the provided ID and try again.",
  ],
  [
    "neon-full",
    "ERROR: Your account or project has exceeded the compute time quota. Upgrade your plan to increase limits.",
  ],
  [
    "rds-proxy-role",
    "FATAL: This RDS proxy has no credentials for the role app. Check the credentials for this role and try again.",
  ],
  [
    "slots-reserved",
    'FATAL:  remaining connection slots are reserved for roles with privileges of the "pg_use_reserved_connections" role',
  ],
  [
    "database-connection-limit",
    '2026-11-29 21:00:00 UTC [99] app@shop FATAL:  too many connections for database "shop"',
  ],
  ["connect-denied", 'FATAL:  permission denied for database "shop"\nDETAIL:  User does not have CONNECT privilege.'],
  [
    "peer-failed",
    'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  Peer authentication failed for user "postgres"',
  ],
  [
    "server-crashed",
    "WARNING:  terminating connection because of crash of another server process\nDETAIL:  The postmaster has commanded this server process to roll back the current transaction and exit\nserver closed the connection unexpectedly",
  ],
  ["client-certificate-required", "FATAL:  connection requires a valid client certificate"],
  [
    "password-wrong",
    'connection to server at "db" (10.0.0.5), port 5432 failed: FATAL:  password authentication failed for user "app"\nconnection to server at "db" (10.0.0.5), port 5432 failed: FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "app", database "shop", no encryption',
  ],
  [
    "server-disk-full",
    'ERROR:  could not extend file "base/16384/16397": No space left on device\nHINT:  Check free disk space.',
  ],
  ["server-out-of-memory", "LOG:  could not fork new process for connection: Resource temporarily unavailable"],
  [
    "not-postgresql",
    'psql: error: connection to server at "localhost" (127.0.0.1), port 8080 failed: received invalid response to SSL negotiation: H',
  ],
  [
    "statement-timed-out",
    'ERROR:  canceling statement due to statement timeout\nCONTEXT: while updating tuple (0,1) in relation "orders"',
  ],
  [
    "too-many-clients",
    '{"level":"error","time":1764450000000,"err":{"type":"DatabaseError","message":"sorry, too many clients already","stack":"error: sorry, too many clients already\\n    at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:306:11)","code":"53300"},"msg":"query failed"}',
  ],
  [
    "database-missing",
    '{"log":"psql: error: FATAL:  database \\"shop\\" does ","stream":"stderr"}\n{"log":"not exist\\n","stream":"stderr"}',
  ],
  [
    "prepared-statement-missing",
    '{"message":"{\\"level\\":50,\\"msg\\":\\"prepared statement \\\\\\"s0\\\\\\" already exists\\"}","timestamp":"2026-11-29T21:00:00Z"}',
  ],
  ["role-missing", "2026-11-29T21:00:00.000Z stderr F psql: FATAL: role &quot;app&quot; does not exist"],
  ["too-many-clients", "> FATAL: sorry, too\n> many clients\n> already"],
  ["database-missing", "FATAL: database “shop” does not exist"],
  [
    "knex-acquire-timeout",
    "Nov 29 21:00:00 web-1 api[812]: KnexTimeoutError: Knex: Timeout acquiring a\nNov 29 21:00:00 web-1 api[812]: connection. The pool is probably full.",
  ],
  [
    "socket-missing",
    '[pod/api-7d9/api] psql: error: connection to server on socket "/tmp/.s.PGSQL.5432" failed: No such file or directory\n[pod/api-7d9/api] \tIs the server running locally and accepting connections on that socket?',
  ],
  [
    "role-connection-limit",
    '2026-11-29 21:00:00.000 UTC,"app","shop",123,"10.0.0.1:53300",69,1,"authentication",2026-11-29 21:00:00 UTC,5/1,0,FATAL,53300,"too many connections for role ""app""",,,,,,,,,"","client backend",,0',
  ],
  [
    "slots-reserved",
    '{"timestamp":"2026-11-29 21:00:00.000 UTC","user":"app","dbname":"shop","pid":123,"remote_host":"10.0.0.1","remote_port":53300,"error_severity":"FATAL","state_code":"53300","message":"remaining connection slots are reserved for roles with the SUPERUSER attribute","backend_type":"client backend"}',
  ],
  ["too-many-clients", "\\u001b[31merror\\u001b[39m: sorry, too many clients already"],
  ["deadlock", 'level=error ts=2026-11-29T21:00:00Z msg="ERROR: deadlock detected (SQLSTATE 40P01)"'],
  ["lock-timed-out", '{"severity":"ERROR","jsonPayload":{"error":{"sqlState":"55P03"}},"textPayload":null}'],
  [
    "password-wrong",
    'SQLSTATE[08006] [7] connection to server at "db" (10.0.0.5), port 5432 failed: FATAL:  password authentication failed for user "app"',
  ],
  ["connection-dropped", "SQL Error: 0, SQLState: 08006"],
  ["too-many-clients", "pgcode: '53300'"],
  ["password-wrong", "FATAL:  la autentificación password falló para el usuario «app»"],
  ["database-missing", "FATAL:  la base de données « shop » n'existe pas"],
  ["too-many-clients", "ВАЖНО:  извините, уже слишком много клиентов"],
  ["role-connection-limit", '致命错误:  由角色"app"发起的连接太多了'],
  ["too-many-clients", "FATAL:  現在クライアント数が多すぎます"],
  ["database-missing", 'FATAL:  データベース"shop"は存在しません'],
  ["statement-timed-out", "FEHLER:  storniere Anfrage wegen Zeitüberschreitung der Anfrage"],
  ["service-not-found", 'psql: error: definition of service "prod" not found'],
  ["connection-string-invalid", 'psql: error: missing "=" after "shop" in connection info string'],
  ["connection-string-invalid", 'psql: error: invalid port number: "99999"'],
  ["connection-string-invalid", 'psql: error: invalid sslmode value: "on"'],
  ["connection-string-invalid", 'psql: error: invalid URI query parameter: "connection_limit"'],
  ["connection-string-invalid", 'psycopg.ProgrammingError: invalid connection option "pool_size"'],
  ["connection-string-invalid", "sqlalchemy.exc.ArgumentError: Could not parse SQLAlchemy URL from given URL string"],
  ["connection-string-invalid", "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres"],
  ["connection-string-invalid", "Error: error with configuration: invalid port number"],
  ["connection-string-invalid", "error: Environment variable not found: DATABASE_URL.\n  -->  prisma/schema.prisma:7"],
  ["connection-string-invalid", "java.sql.SQLException: No suitable driver found for postgres://db/shop"],
  ["connection-string-invalid", "Driver org.postgresql.Driver claims to not accept jdbcUrl, postgres://app@db/shop"],
  ["connection-string-not-read", "Error: getaddrinfo EAI_AGAIN base"],
  ["host-unknown", "Error: getaddrinfo EAI_AGAIN postgres"],
  ["host-unknown", "Error: getaddrinfo ENOTFOUND database.example.com"],
  [
    "host-unknown",
    'psycopg2.OperationalError: could not translate host name "db" to address: Temporary failure in name resolution',
  ],
  ["host-unknown", "socket.gaierror: [Errno 11001] getaddrinfo failed"],
  ["connect-timed-out", "TimeoutError: [Errno 110] Connect call failed ('10.0.0.5', 5432)"],
  ["host-unreachable", "OSError: [Errno 113] Connect call failed ('10.0.0.5', 5432)"],
  ["connection-refused", "ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 5432)"],
  ["connection-refused", "ConnectionRefusedError: [WinError 1225] The remote computer refused the network connection"],
  [
    "connection-dropped",
    "ConnectionResetError: [WinError 10054] An existing connection was forcibly closed by the remote host",
  ],
  [
    "cannot-connect",
    "pg8000.exceptions.InterfaceError: Can't create a connection to host 127.0.0.1 and port 5432 (timeout is None and source_address is None).",
  ],
  [
    "password-wrong",
    "pg8000.exceptions.DatabaseError: {'S': 'FATAL', 'V': 'FATAL', 'C': '28P01', 'M': 'password authentication failed for user \"app\"', 'F': 'auth.c'}",
  ],
  ["connection-dropped", "pg8000.exceptions.InterfaceError: network error"],
  [
    "transaction-aborted",
    "psycopg.errors.InFailedSqlTransaction: current transaction is aborted, commands ignored until end of transaction block",
  ],
  ["idle-session-ended", "FATAL:  terminating connection due to idle-session timeout"],
  [
    "lock-wait",
    "LOG:  process 812 still waiting for AccessExclusiveLock on relation 16384 of database 16385 after 1000.072 ms",
  ],
  ["standby-disconnected", "FATAL:  could not connect to the primary server: FATAL:  password authentication failed"],
  [
    "recovery-conflict",
    "ERROR:  canceling statement due to conflict with recovery\nDETAIL:  User query might have needed to see row versions that must be removed.",
  ],
  [
    "serialization-failure",
    "ERROR: could not serialize access due to read/write dependencies among transactions (SQLSTATE 40001)",
  ],
  ["plan-changed", "ERROR: cached plan must not change result type (SQLSTATE 0A000)"],
  [
    "role-missing",
    '2026-11-29 21:00:00 UTC [33] FATAL:  password authentication failed for user "nobody"\n2026-11-29 21:00:00 UTC [33] DETAIL:  Role "nobody" does not exist.',
  ],
  [
    "password-wrong",
    '2026-11-29 21:00:00 UTC [33] FATAL:  password authentication failed for user "app"\n2026-11-29 21:00:00 UTC [33] DETAIL:  Connection matched file "/etc/pg_hba.conf" line 117: "host all all all scram-sha-256"',
  ],
  ["tls-required", 'FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "app", database "shop", no encryption'],
  [
    "tls-required",
    'connection to server at "db" (10.0.0.5), port 5432 failed: FATAL:  pg_hba.conf rejects connection for host "10.0.0.7", user "app", database "shop", no encryption',
  ],
  [
    "role-refused",
    'FATAL: no pg_hba.conf entry for replication connection from host "10.0.0.7", user "repl", SSL encryption',
  ],
  ["database-not-accepting", 'FATAL:  database "template0" is not currently accepting connections'],
  ["privilege-missing", "ERROR:  permission denied for schema public\nLINE 1: create table t ()"],
  ["startup-packet-invalid", "LOG:  invalid length of startup packet"],
  ["login-timed-out", "FATAL:  canceling authentication due to timeout"],
  ["session-terminated", "FATAL:  terminating walreceiver process due to administrator command"],
  ["too-many-parameters", "error: bind message has 34464 parameter formats but 0 parameters"],
  [
    "pgbouncer-wait-timeout",
    "2026-11-29 21:00:00 UTC [1] LOG C-0x1: shop/app@10.0.0.3:41000 closing because: query_wait_timeout (age=120s)",
  ],
  [
    "pgbouncer-server-down",
    "2026-11-29 21:00:00.000 UTC [9] WARNING S-0x5: shop/app@10.0.0.5:5432 server login failed: FATAL sorry, too many clients already",
  ],
  [
    "pgbouncer-server-down",
    "2026-11-29 21:00:00.000 UTC [9] LOG S-0x5: shop/app@10.0.0.5:5432 closing because: login failed (age=0s)",
  ],
  [
    "password-wrong",
    "2026-11-29 21:00:00.000 UTC [9] WARNING C-0x5: (nodb)/(nouser)@10.0.0.3:40000 pooler error: password authentication failed",
  ],
  [
    "pgbouncer-login-timeout",
    "2026-11-29 21:00:00.000 UTC [9] LOG C-0x5: (nodb)/(nouser)@10.0.0.3:40000 closing because: client_login_timeout (age=60s)",
  ],
  ["pooler-query-timeout", "FATAL:  query timeout"],
  ["idle-transaction-ended", "FATAL:  idle transaction timeout"],
  ["pooler-console", "ERROR:  not allowed"],
  ["pgbouncer-database-disabled", 'FATAL: database "shop" is disabled'],
  ["pgcat-pool", "FATAL:  58000: could not get connection from the pool - AllServersDown"],
  [
    "pgcat-pool",
    'ERROR pgcat::client: Could not get connection from pool: { pool_name: "shop", username: "app", shard: Some(0), role: "None", error: "AllServersDown" }',
  ],
  ["supavisor-checkout-timeout", "ERROR: Unable to check out process from the pool due to checkout timeout"],
  [
    "supavisor-session-full",
    "FATAL:  MaxClientsInSessionMode: max clients reached - in Session mode max clients are limited to pool_size",
  ],
  ["neon-control-plane", "ERROR: Couldn't connect to compute node"],
  ["rds-proxy-borrow-timeout", "ERROR 9501 (HY000): Timed-out waiting to acquire database connection"],
  ["iam-token-refused", 'FATAL:  PAM authentication failed for user "lambda"'],
  ["pool-closed", "panic: sql: database is closed"],
  ["released-twice", "panic: sql: connection is already closed"],
  ["query-in-progress", "failed to deallocate cached statement(s): conn busy"],
  ["read-only-server", "ERROR: cannot execute UPDATE in a read-only transaction (SQLSTATE 25006)"],
  [
    "certificate-untrusted",
    'failed to connect to `user=app database=shop`: 10.0.0.5:5432 (db): tls error: tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: invalid signature")',
  ],
  [
    "certificate-file-missing",
    "cannot parse `host=db sslrootcert=x`: failed to configure TLS (unable to read CA file: open x: no such file or directory)",
  ],
  [
    "certificate-file-missing",
    'connection to server at "db" (10.0.0.5), port 5432 failed: root certificate file "/app/.postgresql/root.crt" does not exist\nEither provide the file, use the system\'s trusted roots with sslrootcert=system, or change sslmode to disable server certificate verification.',
  ],
  [
    "tls-not-offered",
    'psycopg.OperationalError: connection failed: connection to server at "10.0.0.5", port 5432 failed: server does not support SSL, but SSL was required',
  ],
  [
    "client-query-timeout",
    "org.postgresql.util.PSQLException: An I/O error occurred while sending to the backend.\nCaused by: java.net.SocketTimeoutException: Read timed out\n\tat org.postgresql.core.VisibleBufferedInputStream",
  ],
  ["read-only-server", "Could not find a server with specified targetServerType: primary"],
  [
    "hikaricp-validation-failed",
    "HikariPool-1 - Failed to validate connection org.postgresql.jdbc.PgConnection@1 (This connection has been closed.). Possibly consider using a shorter maxLifetime value.",
  ],
  [
    "connection-dropped",
    "HikariPool-1 - Connection org.postgresql.jdbc.PgConnection@2a marked as broken because of SQLSTATE(08006), ErrorCode(0)",
  ],
  [
    "too-many-clients",
    "HikariPool-1 - Pool is empty, failed to create/setup connection (b9)\norg.postgresql.util.PSQLException: FATAL: sorry, too many clients already",
  ],
  [
    "connection-refused",
    "HikariPool-1 - Exception during pool initialization.\norg.postgresql.util.PSQLException: Connection to db:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.",
  ],
  [
    "agroal-acquisition-timeout",
    "jakarta.persistence.PersistenceException: Unable to acquire JDBC Connection [Sorry, acquisition timeout!] [n/a]",
  ],
  [
    "r2dbc-pool-timeout",
    "reactor.pool.PoolAcquireTimeoutException: Pool#acquire(Duration) has been pending for more than the configured timeout of 500ms",
  ],
  ["tls-not-offered", "Server support for SSL connection is disabled, but client was configured with SSL mode REQUIRE"],
  ["rust-pool-timeout", "error: Timeout occurred while creating a new object"],
  ["pool-closed", "Pool has been closed"],
  ["connection-dropped", "error communicating with database: expected to read 5 bytes, got 0 bytes at EOF"],
  [
    "connection-dropped",
    "connection error: connection closed: error communicating with the server: Connection reset by peer (os error 104)",
  ],
  [
    "host-unknown",
    'Error { kind: Connect, cause: Some(Custom { kind: Uncategorized, error: "failed to lookup address information: Name or service not known" }) }',
  ],
  [
    "connection-refused",
    'Error { kind: Connect, cause: Some(Os { code: 111, kind: ConnectionRefused, message: "Connection refused" }) }',
  ],
  ["tls-not-offered", "error occurred while attempting to establish a TLS connection: server does not support TLS"],
  ["pool-runtime-missing", "No runtime specified"],
  [
    "ecto-client-exited",
    "[error] Postgrex.Protocol (#PID<0.310.0>) disconnected: ** (DBConnection.ConnectionError) client #PID<0.611.0> exited",
  ],
  [
    "ecto-checkout-too-long",
    "** (DBConnection.ConnectionError) client #PID<0.1.0> timed out because it queued and checked out the connection for longer than 15000ms\n\n#PID<0.1.0> was at location:",
  ],
  [
    "password-wrong",
    '** (Postgrex.Error) FATAL 28P01 (invalid_password) password authentication failed for user "app"',
  ],
  ["connection-dropped", "PG::ConnectionBad: PQconsumeInput() SSL SYSCALL error: EOF detected"],
  ["deadlock", "ActiveRecord::Deadlocked (PG::TRDeadlockDetected: ERROR:  deadlock detected"],
  [
    "threads-above-pool",
    "Solid Queue is configured to use 8 threads but the database connection pool is 5. Increase it in `config/database.yml`",
  ],
  [
    "pool-not-open",
    "TypeORMError: Connection with postgres database is not established. Check connection configuration.",
  ],
  [
    "prisma-pool-timeout",
    "PrismaClientKnownRequestError: Timed out fetching a new connection from the connection pool. More info: http://pris.ly/d/connection-pool (Current connection pool timeout: 10, connection limit: 13)\n  code: 'P2024'",
  ],
  [
    "too-many-clients",
    "PrismaClientInitializationError: Too many database connections opened: FATAL: sorry, too many clients already",
  ],
  [
    "connect-timed-out",
    "PrismaClientInitializationError: The database server at `db`:`5432` was reached but timed out.",
  ],
  ["too-many-clients", "DriverAdapterError: TooManyConnections"],
  ["bun-connection-ended", "ERR_POSTGRES_LIFETIME_TIMEOUT"],
  [
    "connection-dropped",
    'PostgresError: Connection closed\n errno: undefined,\n code: "ERR_POSTGRES_CONNECTION_CLOSED"',
  ],
  [
    "client-query-timeout",
    "Error: Query read timeout\n    at Timeout.<anonymous> (/app/node_modules/pg/lib/client.js:583:23)",
  ],
  [
    "connection-dropped",
    "Error: Client has encountered a connection error and is not queryable\n    at process.nextTick (/app/node_modules/pg/lib/client.js:561:25)",
  ],
  ["transaction-nested", "WARNING:  there is already a transaction in progress"],
  ["driver-missing", "PDOException: could not find driver"],
  [
    "connection-refused",
    'PDOException: SQLSTATE[08006] [7] connection to server at "127.0.0.1", port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
  ],
  ["too-many-open-files", "Error: connect EMFILE 10.0.0.5:5432 - Local (undefined:undefined)"],
  [
    "session-terminated",
    "2026-11-29 21:00:00 UTC [12] app@shop FATAL:  terminating connection due to administrator command\n2026-11-29 21:00:00 UTC [12] app@shop CONTEXT:  while locking tuple",
  ],
  ["locks-exhausted", 'ERROR:  out of shared memory\nHINT:  You might need to increase "max_locks_per_transaction".'],
  [
    "too-many-clients",
    '{"timestamp":"2026-11-29T21:00:00Z","severity":"ERROR","textPayload":"pq: sorry, too many clients already","resource":{"type":"k8s_container"}}',
  ],
  [
    "too-many-clients",
    '{"events":[{"timestamp":1764450000000,"message":"ERROR\\tpq: sorry, too many clients already\\n","ingestionTime":1764450000001}]}',
  ],
  [
    "too-many-clients",
    'ERROR\tInvoke Error\t{"errorType":"error","errorMessage":"sorry, too many clients already","code":"53300","stack":["error: sorry, too many clients already","    at Parser.parseErrorMessage"]}',
  ],
  [
    "role-connection-limit",
    '2026-11-29T21:00:00.000Z ERROR   [app] ** (Postgrex.Error) FATAL 53300 (too_many_connections) too many connections for role "app"',
  ],
  [
    "prepared-statement-missing",
    '{"level":"error","msg":"ERROR: prepared statement \\"lrupsc_1_0\\" does not exist (SQLSTATE 26000)"}',
  ],
  [
    "password-wrong",
    '\u001b[1m\u001b[31mFATAL\u001b[0m: password \u001b[1mauthentication\u001b[0m failed for user \u001b[32m"app"\u001b[39m',
  ],
  ["too-many-clients", "FATAL:  sorry, too many clien\nts already"],
  ["role-missing", 'psql: error: FATAL:  role "root" does not exist'],
  [
    "password-wrong",
    "Error: P1000\n\nAuthentication failed against database server at `localhost`, the provided database credentials for `postgres` are not valid.",
  ],
  ["tls-required", "error: connection is insecure (try using `sslmode=require`)"],
  ["tls-required", 'error: no pg_hba.conf entry for host "52.1.2.3", user "u", database "d", SSL off'],
  ["certificate-untrusted", "Error: self signed certificate in certificate chain\n code: 'SELF_SIGNED_CERT_IN_CHAIN'"],
  ["certificate-untrusted", "P1011: Error opening a TLS connection: self-signed certificate in certificate chain"],
  [
    "certificate-untrusted",
    'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "db" failed: SSL error: certificate verify failed',
  ],
  [
    "certificate-untrusted",
    "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)",
  ],
  [
    "certificate-other-host",
    "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'db'. (_ssl.c:1006)",
  ],
  [
    "certificate-other-host",
    '** (DBConnection.ConnectionError) ssl connect: TLS client: In state wait_cert at ssl_handshake.erl:2111 generated CLIENT ALERT: Fatal - Handshake Failure\n {bad_cert,hostname_check_failed} - {:tls_alert, {:handshake_failure, ~c"TLS client"}}',
  ],
  [
    "certificate-untrusted",
    '** (DBConnection.ConnectionError) ssl connect: TLS client: In state certify at ssl_handshake.erl:2098 generated CLIENT ALERT: Fatal - Unknown CA - {:tls_alert, {:unknown_ca, ~c"TLS client"}}',
  ],
  [
    "tls-failed",
    "Npgsql.NpgsqlException: Exception while performing SSL handshake\n ---> System.Security.Authentication.AuthenticationException: Cannot determine the frame size or a corrupted frame was received.",
  ],
  [
    "certificate-untrusted",
    "Npgsql.NpgsqlException: Exception while performing SSL handshake\n ---> System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot",
  ],
  ["host-unknown", "Npgsql: System.Net.Sockets.SocketException (00000005, 0xFFFDFFFF): Name or service not known"],
  [
    "connection-refused",
    "System.Net.Sockets.SocketException (10061): No connection could be made because the target machine actively refused it. [::1]:5432",
  ],
  ["query-canceled", "Npgsql.PostgresException (0x80004005): 57014: canceling statement due to user request"],
  ["statement-timed-out", "Npgsql.PostgresException (0x80004005): 57014: canceling statement due to statement timeout"],
  [
    "connection-dropped",
    "Npgsql.NpgsqlException (0x80004005): Exception while reading from stream\n ---> System.IO.EndOfStreamException: Attempted to read past the end of the stream.",
  ],
  ["session-terminated", "57P01: terminating connection due to administrator command"],
  ["too-many-clients", "Exception data: Severity: FATAL SqlState: 53300 MessageText: sorry, too many clients already"],
  ["slots-reserved", "FATAL:  remaining connection slots are reserved for non-replication superuser connections"],
  ["hikaricp-timeout", "HikariPool-1 - Connection is not available, request timed out after 30000ms."],
  [
    "hikaricp-timeout",
    "com.zaxxer.hikari.pool.HikariPool.createTimeoutException java.sql.SQLTransientConnectionException: master - Connection is not available, request timed out after 10001ms (total=20, active=20, idle=0, waiting=180)",
  ],
  [
    "prisma-pool-timeout",
    "Error: \nInvalid `prisma.session.findUnique()` invocation:\n\n\nTimed out fetching a new connection from the connection pool. More info: http://pris.ly/d/connection-pool (Current connection pool timeout: 10, connection limit: 1)",
  ],
  [
    "prisma-transaction-timeout",
    "Transaction API error: Transaction not found. Transaction ID is invalid, refers to an old closed transaction Prisma doesn't have information about anymore, or was obtained before disconnecting.",
  ],
  [
    "connection-dropped",
    "PrismaClientUnknownRequestError: Error in PostgreSQL connection: Error { kind: Closed, cause: None }",
  ],
  [
    "prepared-statement-missing",
    'Error occurred during query execution:\nConnectorError(ConnectorError { user_facing_error: None, kind: QueryError(PostgresError { code: "42P05", message: "prepared statement \\"s1\\" already exists", severity: "ERROR", detail: None, column: None, hint: None }), transient: false })',
  ],
  [
    "prepared-statement-missing",
    'asyncpg.exceptions.InvalidSQLStatementNameError: prepared statement "__asyncpg_stmt_2__" does not exist\nHINT:  NOTE: pgbouncer with pool_mode set to "transaction" or "statement" does not support prepared statements properly.',
  ],
  [
    "pgbouncer-parameter",
    "asyncpg.exceptions.ProtocolViolationError: unsupported startup parameter: extra_float_digits",
  ],
  [
    "pgbouncer-parameter",
    "org.postgresql.util.PSQLException: ERROR: unsupported startup parameter: extra_float_digits",
  ],
  ["supavisor-tenant-missing", "FATAL:  Tenant or user not found"],
  [
    "host-unreachable",
    'connection to server at "db.abc.supabase.co" (2a05:d018::1), port 5432 failed: Network is unreachable\n\tIs the server running on that host and accepting TCP/IP connections?',
  ],
  [
    "host-unreachable",
    'connection to server at "db.abc.supabase.co" (2a05:d018::1), port 5432 failed: Cannot assign requested address',
  ],
  ["connect-timed-out", "dial tcp 10.0.0.5:5432: connect: connection timed out"],
  ["connection-dropped", "pq: unexpected EOF"],
  [
    "connection-dropped",
    "failed to connect to `host=db user=app database=shop`: failed to receive message (unexpected EOF)",
  ],
  [
    "password-wrong",
    'failed to connect to `host=db user=app database=shop`: failed SASL auth (FATAL: password authentication failed for user "app" (SQLSTATE 28P01))',
  ],
  [
    "tls-not-offered",
    "failed to connect to `host=db user=app database=shop`: tls error (server refused TLS connection)",
  ],
  [
    "connection-refused",
    "failed to connect to `host=localhost user=app database=shop`: dial error (dial tcp [::1]:5432: connect: connection refused)",
  ],
  [
    "connect-timed-out",
    "failed to connect to `host=db user=app database=shop`: dial error (timeout: dial tcp 10.0.0.5:5432: connect: context deadline exceeded)",
  ],
  [
    "sqlx-pool-timeout",
    "thread 'tokio-runtime-worker' panicked at 'called `Result::unwrap()` on an `Err` value: PoolTimedOut'",
  ],
  ["connection-refused", 'Error: Io(Custom { kind: ConnectionRefused, error: "Connection refused (os error 111)" })'],
  ["rust-pool-timeout", "ERROR deadpool: Timeout occurred while waiting for a slot to become available"],
  ["rust-pool-timeout", "Error: Pool(Timeout(Wait))"],
  [
    "ecto-queue-timeout",
    "[error] GenServer terminating ** (DBConnection.ConnectionError) connection not available and request was dropped from queue after 10987ms. This means requests are coming in and your connection pool cannot serve them fast enough. You can address this by:",
  ],
  [
    "connection-dropped",
    "[error] Postgrex.Protocol (#PID<0.400.0>) disconnected: ** (DBConnection.ConnectionError) ssl recv (idle): closed",
  ],
  [
    "password-wrong",
    '[error] Postgrex.Protocol (#PID<0.200.0> ("db_conn_1")) failed to connect: ** (Postgrex.Error) FATAL 28P01 (invalid_password) password authentication failed for user "postgres"',
  ],
  [
    "connection-dropped",
    "PG::ConnectionBad: PQconsumeInput() could not receive data from server: Connection timed out",
  ],
  ["connection-dropped", "ActiveRecord::StatementInvalid: PG::UnableToSend: no connection to the server"],
  [
    "connection-closed-before",
    "ActiveRecord::StatementInvalid: PG::ConnectionBad: PQsocket() can't get socket descriptor",
  ],
  [
    "statement-timed-out",
    "ActiveRecord::QueryCanceled: PG::QueryCanceled: ERROR:  canceling statement due to statement timeout",
  ],
  [
    "rails-pool-timeout",
    "ActiveRecord::ConnectionTimeoutError: could not obtain a connection from the pool within 5.000 seconds (waited 5.016 seconds); all pooled connections were in use",
  ],
  ["psycopg-pool-timeout", "django.db.utils.OperationalError: couldn't get a connection after 10.00 sec"],
  ["connection-dropped", "celery: OperationalError('SSL SYSCALL error: EOF detected\\n')"],
  ["connection-dropped", "psycopg2.OperationalError: SSL SYSCALL error: Connection timed out"],
  ["connection-dropped", "psycopg2.DatabaseError: error with status PGRES_TUPLES_OK and no message from the libpq"],
  ["connection-dropped", 'psycopg2.DatabaseError: lost synchronization with server: got message type "a", length 1026'],
  [
    "connection-closed-before",
    "sqlalchemy.exc.InterfaceError: (sqlalchemy.dialects.postgresql.asyncpg.InterfaceError) <class 'asyncpg.exceptions._base.InterfaceError'>: connection is closed",
  ],
  [
    "query-in-progress",
    "sqlalchemy.exc.IllegalStateChangeError: Method 'close()' can't be called here; method '_connection_for_bind()' is already in progress and this would cause an unexpected state change",
  ],
  [
    "pool-runtime-missing",
    "RuntimeError: Task <Task pending> got Future <Future pending cb=[Protocol._on_waiter_completed()]> attached to a different loop",
  ],
  [
    "knex-acquire-timeout",
    "TimeoutError: Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?",
  ],
  ["password-missing", "Error: SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string"],
  ["tls-failed", "Error: C0D7B5F3:error:0A00010B:SSL routines:ssl3_get_record:wrong version number"],
  ["sequelize-acquire-timeout", "SequelizeConnectionAcquireTimeoutError: Operation timeout"],
  ["connection-dropped", "Error: Connection terminated unexpectedly\n[nodemon] app crashed"],
  ["cannot-connect", "[Nest] 1 - ERROR [TypeOrmModule] Unable to connect to the database. Retrying (9)..."],
  [
    "connection-refused",
    "[Nest] 1 - ERROR [TypeOrmModule] Unable to connect to the database. Retrying (1)...\nError: connect ECONNREFUSED 172.18.0.2:5432",
  ],
  ["postgres-js-connect-timeout", "Error: write CONNECT_TIMEOUT aws-0-eu-central-1.pooler.supabase.com:6543"],
  ["postgres-js-ended", "Error: write CONNECTION_ENDED ep-x.neon.tech:5432"],
  ["neon-control-plane", "NeonDbError: Error connecting to database: fetch failed"],
  ["neon-full", "ERROR: Too many connections attempts"],
  [
    "iam-token-refused",
    "FATAL: The IAM authentication failed for the role lambda_user. Check the IAM token for this role and try again.",
  ],
  ["rds-proxy-borrow-timeout", "FATAL:  Timed-out waiting to acquire database connection."],
  [
    "slots-reserved",
    "FATAL: remaining connection slots are reserved for non-replication superuser, rds_superuser and rds_reserved connections",
  ],
  ["too-many-clients", "AzureError: FATAL: sorry, too many clients already"],
  ["slots-reserved", "FATAL: remaining connection slots are reserved for azure replication users"],
  [
    "server-out-of-memory",
    'ERROR:  could not resize shared memory segment "/PostgreSQL.1234" to 8388608 bytes: No space left on device',
  ],
  ["server-crashed", "LOG:  server process (PID 812) was terminated by signal 11: Segmentation fault"],
  [
    "server-starting",
    'psql: error: connection to server at "db" (10.0.0.5), port 5432 failed: FATAL:  the database system is starting up',
  ],
  ["lock-timed-out", "ERROR: canceling statement due to lock timeout (SQLSTATE 55P03)"],
  [
    "deadlock",
    "PG::TRDeadlockDetected: ERROR:  deadlock detected\nDETAIL:  Process 1 waits for ShareLock on transaction 2; blocked by process 3.",
  ],
  [
    "read-only-server",
    "asyncpg.exceptions.ReadOnlySQLTransactionError: cannot execute INSERT in a read-only transaction",
  ],
  ["read-only-server", "ERROR:  cannot execute nextval() in a read-only transaction"],
  [
    "idle-transaction-ended",
    "org.postgresql.util.PSQLException: FATAL: terminating connection due to idle-in-transaction timeout",
  ],
  ["too-many-open-files", "OSError: [Errno 24] Too many open files"],
  ["database-missing", 'FATAL:  database "app_user" does not exist'],
  ["relation-missing", 'ERROR: relation "django_session" does not exist at character 17'],
];

/** Logs, settings and programs with which all is well. */
export const healthy: readonly string[] = [
  "2026-11-29 21:00:00.000 UTC [1] LOG stats: 53300 xacts/s, 28000 queries/s, 0 client parses/s, in 26000 B/s, out 53300 B/s, xact 57014 us, query 40001 us, wait 0 us",
  "2026-11-29 21:00:00.000 UTC [1] LOG listening on 0.0.0.0:6432\n2026-11-29 21:00:00.000 UTC [1] LOG process up: PgBouncer 1.26.1, libevent 2.1.12-stable (epoll), adns: c-ares 1.18.1, tls: OpenSSL 3.0.17",
  "2026-11-29 21:00:00.000 UTC [1] LOG C-0x55: shop/app@10.0.3.7:53300 closing because: client close request (age=12s)\n2026-11-29 21:00:00.000 UTC [1] LOG S-0x55: shop/app@10.0.0.5:5432 closing because: server lifetime over (age=3600s)\n2026-11-29 21:00:00.000 UTC [1] LOG S-0x55: shop/app@10.0.0.5:5432 closing because: server idle timeout (age=660s)\n2026-11-29 21:00:00.000 UTC [1] LOG S-0x55: shop/app@10.0.0.5:5432 new connection to server (from 10.0.0.2:28000)",
  "[pgbouncer]\nlisten_port = 6432\npool_mode = transaction\nmax_client_conn = 1000\ndefault_pool_size = 20\nquery_wait_timeout = 120\nclient_login_timeout = 60\nserver_login_retry = 15\nquery_timeout = 0\nidle_transaction_timeout = 0\nclient_idle_timeout = 0\nserver_connect_timeout = 15\nignore_startup_parameters = extra_float_digits,options\nauth_query = SELECT usename, passwd FROM pg_shadow WHERE usename=$1",
  "max_connections = 100\nsuperuser_reserved_connections = 3\nstatement_timeout = 0\nlock_timeout = 0\nidle_in_transaction_session_timeout = 60s\nidle_session_timeout = 0\ntransaction_timeout = 0\ndeadlock_timeout = 1s\nmax_locks_per_transaction = 64\nssl = on",
  '10.0.0.1 - - [29/Nov/2026:21:00:00 +0000] "GET /orders/28000?code=NEW HTTP/1.1" 200 53300 "-" "curl/8"\n10.0.0.1 - - [29/Nov/2026:21:00:00 +0000] "POST /api/40001 HTTP/1.1" 201 26000',
  '{"level":30,"time":1764450000000,"pid":1,"req":{"id":53300,"method":"GET","url":"/users/28000"},"res":{"statusCode":200},"responseTime":57014,"msg":"request completed"}',
  '2026-11-29 21:00:00.000 UTC [1] LOG:  starting PostgreSQL 18.4 on x86_64-pc-linux-gnu\n2026-11-29 21:00:00.000 UTC [1] LOG:  listening on IPv4 address "0.0.0.0", port 5432\n2026-11-29 21:00:00.000 UTC [1] LOG:  listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"\n2026-11-29 21:00:00.000 UTC [27] LOG:  database system was shut down at 2026-11-29 20:59:00 UTC\n2026-11-29 21:00:00.000 UTC [1] LOG:  database system is ready to accept connections\n2026-11-29 21:05:00.000 UTC [25] LOG:  checkpoint complete: wrote 26000 buffers (53.3%)',
  "HikariPool-1 - Starting...\nHikariPool-1 - Added connection org.postgresql.jdbc.PgConnection@5d20e46\nHikariPool-1 - Start completed.\nHikariPool-1 - Pool stats (total=10, active=0, idle=10, waiting=0)\nHikariPool-1 - Shutdown initiated...\nHikariPool-1 - Shutdown completed.",
  "INFO sqlalchemy.engine.Engine BEGIN (implicit)\nINFO sqlalchemy.engine.Engine SELECT orders.id FROM orders WHERE orders.zip_code = '28000'\nINFO sqlalchemy.engine.Engine [cached since 53300s ago] {}\nINFO sqlalchemy.engine.Engine ROLLBACK",
  "zip code: 28000, order code 53300, status code: 57014",
  "Puma starting in cluster mode...\n* Min threads: 5\n* Max threads: 5\n* Listening on http://0.0.0.0:3000",
  "connect_timeout=10\npool_timeout=30\nconnectionTimeoutMillis: 30000\nidle_timeout: 53300",
  "pool ready (26000 ms), 53300 items imported, user (28000) logged in",
  'psql (18.4)\nSSL connection (protocol: TLSv1.3, cipher: TLS_AES_256_GCM_SHA384, compression: off, ALPN: postgresql)\nType "help" for help.',
  'level=info msg="connected to postgres" host=db port=5432 user=app pool=53300',
  '2026-11-29T21:00:00Z INFO sqlx::query: summary="SELECT 1" db.statement="" rows_affected=0 rows_returned=1 elapsed=12.53300ms',
  "pgdog: INFO pool 127.0.0.1:5432 shop app: checkout_timeout=5000 connect_timeout=5000 healthcheck_timeout=5000",
  "[info] PgCat 1.2 starting: connect_timeout 5000 idle_timeout 30000 ban_time 60",
  '2026-11-29 21:00:00 UTC [33] LOG:  canceling autovacuum task\n2026-11-29 21:00:00 UTC [33] CONTEXT:  automatic vacuum of table "shop.public.orders"',
  '2026-11-29 21:00:00 UTC [33] LOG:  automatic analyze of table "shop.public.orders" system usage: CPU: user: 0.53 s, system: 0.28 s, elapsed: 26.000 s',
  '2026-11-29 21:00:00 UTC [33] LOG:  connection received: host=10.0.0.3 port=53300\n2026-11-29 21:00:00 UTC [33] LOG:  connection authenticated: identity="app" method=scram-sha-256 (/etc/pg_hba.conf:117)\n2026-11-29 21:00:00 UTC [33] LOG:  connection authorized: user=app database=shop application_name=api SSL enabled (protocol=TLSv1.3, cipher=TLS_AES_256_GCM_SHA384, bits=256)\n2026-11-29 21:00:00 UTC [33] LOG:  disconnection: session time: 0:00:53.300 user=app database=shop host=10.0.0.3 port=28000',
  "const pool = new Pool({ max: 20, connectionTimeoutMillis: 5000, idleTimeoutMillis: 30000, statement_timeout: 57014 });",
  "spring.datasource.hikari.connection-timeout=30000\nspring.datasource.hikari.maximum-pool-size=10\nspring.datasource.hikari.leak-detection-threshold=60000",
  "DATABASE_URL=postgresql://app:secret@db:5432/shop?sslmode=require&connect_timeout=10",
  "[info] Running ShopWeb.Endpoint with Bandit 1.5 at 0.0.0.0:4000\n[debug] QUERY OK db=0.5ms queue=28.0ms idle=1533.0ms",
  "web-1  | Listening on 3000\ndb-1   | PostgreSQL init process complete; ready for start up.\ndb-1   | LOG:  database system is ready to accept connections",
  "NAME READY STATUS RESTARTS AGE\napi-57014 1/1 Running 0 53300s\ndb-0 1/1 Running 0 28000s",
  "retrying is off; retry on codes: 40001, 40P01",
  "Error: order 53300 not found\n    at /app/src/orders.js:28000:5",
  "ERROR invalid discount code: 28000",
  "HTTP 500 error (request 53300) failed",
  '2026/11/29 21:00:00 [error] 22#22: *53300 open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file or directory), client: 10.0.0.1',
  "select * from orders where code = '53300' limit 100",
  'pg_dump: saving standard_conforming_strings = on\npg_dump: dumping contents of table "public.connections"',
  "LOG C-0x1: shop/app@10.0.0.3:41000 closing because: client unexpected eof (age=5s)\nLOG S-0x1: shop/app@10.0.0.5:5432 closing because: server lifetime over (age=3600s)",
  "INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.\nINFO  [alembic.runtime.migration] Will assume transactional DDL.",
  "\\set VERBOSITY verbose\nselect 53300, 28000;",
  "Timeout: 30s, retries: 3, pool size: 53300",
  "INFO  Connection pool is closing\nINFO  closed pool\nINFO  Pool has been shut down\nINFO  Pool has been closed\nINFO  server shutting down\nDEBUG the connection is closed",
  "query timeout: 30s\nidle transaction timeout: 60s\ncheckout timeout = 5000\nclient_idle_timeout = 0\nsuspend_timeout = 10",
  "cart: the checkout timeout is 30 minutes; order in pause mode",
  'Get "http://api.internal/orders": context deadline exceeded (Client.Timeout exceeded while awaiting headers)\nPost "http://api.internal/orders": dial tcp: context deadline exceeded\nrpc error: code = DeadlineExceeded desc = context deadline exceeded',
  "sudo: unknown user deploy; no such user: deploy",
];
