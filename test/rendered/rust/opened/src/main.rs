//! Reads what poolcfg renders for Rust, and prints what the libraries make of it: a line of JSON for each text, in order.
mod programs;
#[allow(dead_code)]
mod seen;

use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Cell {
    name: String,
    kind: String,
    text: String,
    folder: String,
    env: HashMap<String, String>,
}

/// What a program has that follows the docs of deadpool-postgres.
#[derive(Deserialize)]
struct Settings {
    pg: deadpool_postgres::Config,
}

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let cells: Vec<Cell> = serde_json::from_reader(std::io::stdin())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::panic::set_hook(Box::new(|_| ()));
    let names: Vec<String> = std::env::vars().map(|(name, _)| name).collect();
    let mut set: Vec<String> = names.into_iter().filter(|name| name.starts_with("PG")).collect();
    for cell in cells {
        for name in set.drain(..) {
            // nothing else runs now that reads the environment
            unsafe { std::env::remove_var(name) };
        }
        for (name, value) in &cell.env {
            unsafe { std::env::set_var(name, value) };
            set.push(name.clone());
        }
        std::env::set_current_dir(&cell.folder)?;
        seen::take();
        let result = std::panic::catch_unwind(|| runtime.block_on(read(&cell)));
        let found = seen::take();
        let problem = match result {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(panic) => Some(format!("panic: {:?}", panic.downcast_ref::<String>())),
        };
        println!("{}", json!({ "problem": problem, "found": found }));
    }
    // threads of pools may still be trying to connect
    std::process::exit(0);
}

async fn read(cell: &Cell) -> Result<(), Failure> {
    match cell.kind.as_str() {
        "code" => programs::open(&cell.name).await,
        "json" => {
            let config: deadpool_postgres::Config = serde_json::from_str(&cell.text)?;
            seen::deadpool(&config);
            Ok(())
        }
        "toml" => read_settings(config::File::from_str(&cell.text, config::FileFormat::Toml)),
        "env" => {
            let pairs = dotenvy::from_read_iter(cell.text.as_bytes()).collect::<Result<HashMap<_, _>, _>>()?;
            read_settings(config::Environment::default().separator("__").source(Some(pairs)))
        }
        kind => Err(format!("no reader for {kind}").into()),
    }
}

fn read_settings<S: config::Source + Send + Sync + 'static>(source: S) -> Result<(), Failure> {
    let config = config::Config::builder().add_source(source).build()?;
    let settings: Settings = config.try_deserialize()?;
    seen::deadpool(&settings.pg);
    Ok(())
}

