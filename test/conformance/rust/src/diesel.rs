// diesel with r2d2, which block: each call has a thread
use crate::Failure;
use crate::settings::{count, duration};
use diesel::QueryableByName;
use diesel::pg::PgConnection;
use diesel::r2d2::{ConnectionManager, PooledConnection};
use diesel::sql_types::Text;
use diesel::{RunQueryDsl, sql_query};
use serde_json::Value;
use tokio::task::spawn_blocking;

type Manager = ConnectionManager<PgConnection>;
pub type Pool = diesel::r2d2::Pool<Manager>;
pub type Held = PooledConnection<Manager>;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

pub async fn open(settings: &Value) -> Result<Pool, Failure> {
    let mut pool = diesel::r2d2::Pool::builder();
    for (name, value) in settings.as_object().into_iter().flatten() {
        pool = match name.as_str() {
            "max_size" => pool.max_size(count(value).ok_or("no count")?),
            "min_idle" => pool.min_idle(count(value)),
            "connection_timeout" => pool.connection_timeout(duration(value).ok_or("no time")?),
            "idle_timeout" => pool.idle_timeout(duration(value)),
            "max_lifetime" => pool.max_lifetime(duration(value)),
            "test_on_check_out" => pool.test_on_check_out(value == &Value::Bool(true)),
            _ => pool,
        };
    }
    let url = settings["url"].as_str().unwrap_or_default().to_owned();
    Ok(spawn_blocking(move || pool.build(ConnectionManager::new(url))).await??)
}

pub async fn acquire(pool: &Pool) -> Result<Held, Failure> {
    let pool = pool.clone();
    Ok(spawn_blocking(move || pool.get()).await??)
}

pub async fn query(mut held: Held, sql: String) -> (Held, Result<Vec<String>, Failure>) {
    let asked = spawn_blocking(move || {
        let rows = sql_query(sql).load::<Line>(&mut held);
        (held, rows)
    });
    let (held, rows) = asked.await.expect("the thread ends");
    let lines = rows.map(|rows| rows.into_iter().map(|row| row.line).collect());
    (held, lines.map_err(Failure::from))
}

pub async fn release(held: Held) {
    let _ = spawn_blocking(move || drop(held)).await;
}

pub async fn end(pool: Pool) {
    let _ = spawn_blocking(move || drop(pool)).await;
}
