// sqlx: the calls that the settings name
use crate::Failure;
use crate::settings::{count, duration, text};
use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::{AssertSqlSafe, PgPool, Postgres};

/// The pool, and whether its queries are `persistent`, as they are unless a program says otherwise.
pub type Pool = (PgPool, bool);
pub type Held = (sqlx::pool::PoolConnection<Postgres>, bool);

pub async fn open(settings: &Value) -> Result<Pool, Failure> {
    let mut connection = match text(&settings["url"]) {
        Some(url) => url.parse()?,
        None => PgConnectOptions::new(),
    };
    for (name, value) in settings.as_object().into_iter().flatten() {
        let Some(word) = text(value) else { continue };
        connection = match name.as_str() {
            "host" => connection.host(&word),
            "port" => connection.port(word.parse()?),
            "username" => connection.username(&word),
            "password" => connection.password(&word),
            "database" => connection.database(&word),
            "application_name" => connection.application_name(&word),
            "ssl_mode" => connection.ssl_mode(word.parse::<PgSslMode>()?),
            "ssl_root_cert" => connection.ssl_root_cert(&word),
            "ssl_client_cert" => connection.ssl_client_cert(&word),
            "ssl_client_key" => connection.ssl_client_key(&word),
            "options" => {
                let options = value.as_object().into_iter().flatten();
                connection.options(options.filter_map(|(name, value)| Some((name, text(value)?))))
            }
            _ => connection,
        };
    }
    let mut pool = PgPoolOptions::new();
    for (name, value) in settings.as_object().into_iter().flatten() {
        pool = match name.as_str() {
            "max_connections" => pool.max_connections(count(value).ok_or("no count")?),
            "min_connections" => pool.min_connections(count(value).ok_or("no count")?),
            "acquire_timeout" => pool.acquire_timeout(duration(value).ok_or("no time")?),
            "idle_timeout" => pool.idle_timeout(duration(value)),
            "max_lifetime" => pool.max_lifetime(duration(value)),
            "test_before_acquire" => pool.test_before_acquire(value == &Value::Bool(true)),
            _ => pool,
        };
    }
    let persistent = settings["persistent"].as_bool().unwrap_or(true);
    Ok((pool.connect_with(connection).await?, persistent))
}

pub async fn acquire((pool, persistent): &Pool) -> Result<Held, Failure> {
    Ok((pool.acquire().await?, *persistent))
}

pub async fn query((held, persistent): &mut Held, sql: String) -> Result<Vec<String>, Failure> {
    Ok(sqlx::query_scalar(AssertSqlSafe(sql))
        .persistent(*persistent)
        .fetch_all(&mut **held)
        .await?)
}
