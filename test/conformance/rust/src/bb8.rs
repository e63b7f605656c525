// bb8 with tokio-postgres: the calls that the settings name
use crate::Failure;
use crate::settings::{connector, count, duration, text};
use bb8::PooledConnection;
use bb8_postgres::PostgresConnectionManager;
use postgres_native_tls::MakeTlsConnector;
use serde_json::Value;
use tokio_postgres::NoTls;
use tokio_postgres::config::{Config, SslMode};

type Plain = PostgresConnectionManager<NoTls>;
type Secure = PostgresConnectionManager<MakeTlsConnector>;

#[derive(Clone)]
pub enum Pool {
    Plain(bb8::Pool<Plain>),
    Secure(bb8::Pool<Secure>),
}

pub enum Held {
    Plain(PooledConnection<'static, Plain>),
    Secure(PooledConnection<'static, Secure>),
}

pub async fn open(settings: &Value) -> Result<Pool, Failure> {
    let config = config(settings)?;
    Ok(match settings.get("tls") {
        Some(tls) => {
            let manager = PostgresConnectionManager::new(config, connector(tls).await?);
            Pool::Secure(builder(settings)?.build(manager).await?)
        }
        None => {
            let manager = PostgresConnectionManager::new(config, NoTls);
            Pool::Plain(builder(settings)?.build(manager).await?)
        }
    })
}

fn config(settings: &Value) -> Result<Config, Failure> {
    let mut config = match text(&settings["url"]) {
        Some(url) => url.parse()?,
        None => Config::new(),
    };
    for (name, value) in settings.as_object().into_iter().flatten() {
        let word = text(value).unwrap_or_default();
        match name.as_str() {
            "host" => config.host(word),
            "port" => config.port(word.parse()?),
            "user" => config.user(word),
            "password" => config.password(word),
            "dbname" => config.dbname(word),
            "options" => config.options(word),
            "application_name" => config.application_name(word),
            "ssl_mode" => config.ssl_mode(match word.as_str() {
                "Disable" => SslMode::Disable,
                "Require" => SslMode::Require,
                _ => SslMode::Prefer,
            }),
            "connect_timeout" => config.connect_timeout(duration(value).ok_or("no time")?),
            "keepalives" => config.keepalives(value == &Value::Bool(true)),
            "keepalives_idle" => config.keepalives_idle(duration(value).ok_or("no time")?),
            _ => &mut config,
        };
    }
    Ok(config)
}

fn builder<M: bb8::ManageConnection>(settings: &Value) -> Result<bb8::Builder<M>, Failure> {
    let mut pool = bb8::Pool::builder();
    for (name, value) in settings.as_object().into_iter().flatten() {
        pool = match name.as_str() {
            "max_size" => pool.max_size(count(value).ok_or("no count")?),
            "min_idle" => pool.min_idle(count(value)),
            "connection_timeout" => pool.connection_timeout(duration(value).ok_or("no time")?),
            "idle_timeout" => pool.idle_timeout(duration(value)),
            "max_lifetime" => pool.max_lifetime(duration(value)),
            "reaper_rate" => pool.reaper_rate(duration(value).ok_or("no time")?),
            "test_on_check_out" => pool.test_on_check_out(value == &Value::Bool(true)),
            _ => pool,
        };
    }
    Ok(pool)
}

pub async fn acquire(pool: &Pool) -> Result<Held, Failure> {
    Ok(match pool {
        Pool::Plain(pool) => Held::Plain(pool.get_owned().await?),
        Pool::Secure(pool) => Held::Secure(pool.get_owned().await?),
    })
}

pub async fn query(held: &Held, sql: &str) -> Result<Vec<String>, Failure> {
    let rows = match held {
        Held::Plain(client) => client.query(sql, &[]).await?,
        Held::Secure(client) => client.query(sql, &[]).await?,
    };
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
