//! Reads connection strings as Prisma's own library does, as far as it was published: a line of JSON for each of an array.
use quaint::connector::PostgresUrl;
use serde_json::{Value, json};

fn read(text: &str) -> Result<Value, Box<dyn std::error::Error>> {
    let url = PostgresUrl::new(url::Url::parse(text)?)?;
    Ok(json!({
        "host": url.host(),
        "port": url.port(),
        "database": url.dbname(),
        "user": url.username(),
        "password": url.password(),
        "schema": url.schema(),
    }))
}

fn main() {
    let texts: Vec<String> = serde_json::from_reader(std::io::stdin()).expect("an array of texts");
    for text in texts {
        let found = read(&text).unwrap_or_else(|error| json!({ "problem": error.to_string() }));
        println!("{found}");
    }
}
