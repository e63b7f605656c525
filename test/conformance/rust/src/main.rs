// opens the pools that it is told to, and answers for them: a line of JSON for each line of JSON
mod bb8;
mod deadpool;
mod diesel;
mod settings;
mod sqlx;

use serde_json::{Value, json};
use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, BufReader};

pub type Failure = Box<dyn Error + Send + Sync>;

/// A pool of any library.
#[derive(Clone)]
enum Pool {
    Bb8(bb8::Pool),
    Deadpool(deadpool::Pool),
    Diesel(diesel::Pool),
    Sqlx(sqlx::Pool),
}

/// A connection that was taken out of one.
enum Held {
    Bb8(bb8::Held),
    Deadpool(deadpool::Held),
    Diesel(diesel::Held),
    Sqlx(sqlx::Held),
}

impl Pool {
    async fn open(target: &str, settings: &Value) -> Result<Pool, Failure> {
        Ok(match target {
            "bb8" => Pool::Bb8(bb8::open(settings).await?),
            "deadpool" => Pool::Deadpool(deadpool::open(settings).await?),
            "diesel" => Pool::Diesel(diesel::open(settings).await?),
            "sqlx" => Pool::Sqlx(sqlx::open(settings).await?),
            other => return Err(format!("there is no pool {other}").into()),
        })
    }

    async fn acquire(&self) -> Result<Held, Failure> {
        Ok(match self {
            Pool::Bb8(pool) => Held::Bb8(bb8::acquire(pool).await?),
            Pool::Deadpool(pool) => Held::Deadpool(deadpool::acquire(pool).await?),
            Pool::Diesel(pool) => Held::Diesel(diesel::acquire(pool).await?),
            Pool::Sqlx(pool) => Held::Sqlx(sqlx::acquire(pool).await?),
        })
    }

    async fn end(self) {
        match self {
            Pool::Bb8(pool) => drop(pool),
            Pool::Deadpool(pool) => pool.close(),
            Pool::Diesel(pool) => diesel::end(pool).await,
            Pool::Sqlx((pool, _)) => pool.close().await,
        }
    }
}

impl Held {
    /// The rows of a query, each as JSON.
    async fn query(self, sql: &str) -> (Held, Result<Vec<Value>, Failure>) {
        let whole = format!("SELECT row_to_json(q)::text AS line FROM ({sql}) q");
        let (held, lines) = match self {
            Held::Bb8(held) => {
                let lines = bb8::query(&held, &whole).await;
                (Held::Bb8(held), lines)
            }
            Held::Deadpool(held) => {
                let lines = deadpool::query(&held, &whole).await;
                (Held::Deadpool(held), lines)
            }
            Held::Diesel(held) => {
                let (held, lines) = diesel::query(held, whole).await;
                (Held::Diesel(held), lines)
            }
            Held::Sqlx(mut held) => {
                let lines = sqlx::query(&mut held, whole).await;
                (Held::Sqlx(held), lines)
            }
        };
        let rows = lines.and_then(|lines| {
            let rows = lines.iter().map(|line| serde_json::from_str(line));
            Ok(rows.collect::<Result<Vec<Value>, _>>()?)
        });
        (held, rows)
    }

    async fn release(self) {
        match self {
            Held::Diesel(held) => diesel::release(held).await,
            other => drop(other),
        }
    }
}

#[derive(Default)]
struct State {
    next: u64,
    pools: HashMap<u64, Pool>,
    held: HashMap<u64, Held>,
}

impl State {
    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}

async fn answer(state: &Mutex<State>, request: &Value) -> Result<Value, Failure> {
    let lock = || state.lock().expect("no one panics with it");
    let number = |name: &str| request[name].as_u64().unwrap_or_default();
    let text = |name: &str| request[name].as_str().unwrap_or_default();
    let pool = || {
        lock()
            .pools
            .get(&number("pool"))
            .cloned()
            .ok_or("there is no such pool")
    };
    let held = || {
        lock()
            .held
            .remove(&number("held"))
            .ok_or("nothing such is held")
    };
    match text("op") {
        "open" => {
            let pool = Pool::open(text("target"), &request["settings"]).await?;
            let mut state = lock();
            let id = state.number();
            state.pools.insert(id, pool);
            Ok(json!({ "pool": id }))
        }
        "acquire" => {
            let (held, rows) = pool()?
                .acquire()
                .await?
                .query("SELECT pg_backend_pid() AS pid")
                .await;
            let pid = rows?[0]["pid"].clone();
            let mut state = lock();
            let id = state.number();
            state.held.insert(id, held);
            Ok(json!({ "held": id, "pid": pid }))
        }
        "query" if request.get("held").is_some() => {
            let (held, rows) = held()?.query(text("sql")).await;
            lock().held.insert(number("held"), held);
            Ok(json!({ "rows": rows? }))
        }
        "query" => {
            let (held, rows) = pool()?.acquire().await?.query(text("sql")).await;
            held.release().await;
            Ok(json!({ "rows": rows? }))
        }
        "release" => {
            let held = held()?;
            held.release().await;
            Ok(json!({}))
        }
        "end" => {
            let pool = lock().pools.remove(&number("pool"));
            if let Some(pool) = pool {
                pool.end().await;
            }
            Ok(json!({}))
        }
        other => Err(format!("there is no request {other}").into()),
    }
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let state = Arc::new(Mutex::new(State::default()));
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let state = state.clone();
        tokio::spawn(async move {
            let request: Value = serde_json::from_str(&line).unwrap_or_default();
            let mut said = match answer(&state, &request).await {
                Ok(said) => said,
                Err(error) => json!({ "error": error.to_string() }),
            };
            said["id"] = request["id"].clone();
            println!("{said}");
        });
    }
    Ok(())
}
