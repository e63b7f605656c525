// deadpool-postgres: its own config, and the connector of a program
use crate::Failure;
use crate::settings::connector;
use deadpool_postgres::{Config, Object, Runtime};
use serde_json::Value;
use tokio_postgres::NoTls;

pub type Pool = deadpool_postgres::Pool;
pub type Held = Object;

pub async fn open(settings: &Value) -> Result<Pool, Failure> {
    let config: Config = serde_json::from_value(settings.clone())?;
    let runtime = Some(Runtime::Tokio1);
    Ok(match settings.get("tls") {
        Some(tls) => config.create_pool(runtime, connector(tls).await?)?,
        None => config.create_pool(runtime, NoTls)?,
    })
}

pub async fn acquire(pool: &Pool) -> Result<Held, Failure> {
    Ok(pool.get().await?)
}

pub async fn query(held: &Held, sql: &str) -> Result<Vec<String>, Failure> {
    let rows = held.query(sql, &[]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
