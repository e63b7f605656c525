use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use sqlx::postgres::PgPoolOptions;
{{imports}}

{{helpers}}
/// Opens the pool, and its first connection at once.
pub async fn open_pool() -> Result<PgPool, sqlx::Error> {
    let url = {{options.url?}};
    let connection = url{{options.url+}}
        .parse::<PgConnectOptions>()?{{options.url+}}
    let connection = PgConnectOptions::new(){{options.url!}}
        .host({{options.host?}})
        .port({{options.port?}})
        .username({{options.username?}})
        .password(&{{options.password?}})
        .database({{options.database?}})
        .ssl_mode({{options.ssl_mode?}})
        .ssl_root_cert({{options.ssl_root_cert?}})
        .ssl_client_cert({{options.ssl_client_cert?}})
        .ssl_client_key({{options.ssl_client_key?}})
        .application_name({{options.application_name?}})
        .options({{options.options?}})
        ;

    PgPoolOptions::new()
        .max_connections({{options.max_connections?}})
        .min_connections({{options.min_connections?}})
        .acquire_timeout({{options.acquire_timeout?}})
        .idle_timeout({{options.idle_timeout?}})
        .max_lifetime({{options.max_lifetime?}})
        .test_before_acquire({{options.test_before_acquire?}})
        .connect_with(connection)
        .await
}
