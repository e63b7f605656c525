// what the pools read alike from the settings
use crate::Failure;
use native_tls::{Certificate, Identity, TlsConnector};
use postgres_native_tls::MakeTlsConnector;
use serde_json::Value;
use std::fs;
use std::time::Duration;
use tokio::task::spawn_blocking;

pub fn duration(value: &Value) -> Option<Duration> {
    serde_json::from_value(value.clone()).ok()
}

/// A value as text, which a number may be.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

pub fn count(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|count| count.try_into().ok())
}

/// The connector that the settings under `tls` describe. It reads files, so it has a thread.
pub async fn connector(tls: &Value) -> Result<MakeTlsConnector, Failure> {
    let tls = tls.clone();
    spawn_blocking(move || build(&tls)).await?
}

fn build(tls: &Value) -> Result<MakeTlsConnector, Failure> {
    let mut builder = TlsConnector::builder();
    let on = |name: &str| tls[name].as_bool().unwrap_or_default();
    builder.danger_accept_invalid_certs(on("danger_accept_invalid_certs"));
    builder.danger_accept_invalid_hostnames(on("danger_accept_invalid_hostnames"));
    builder.disable_built_in_roots(on("disable_built_in_roots"));
    if let Some(path) = tls["add_root_certificate"].as_str() {
        builder.add_root_certificate(Certificate::from_pem(&fs::read(path)?)?);
    }
    if let Some(cert) = tls["identity"]["cert"].as_str() {
        let key = tls["identity"]["key"].as_str().unwrap_or_default();
        builder.identity(Identity::from_pkcs8(&fs::read(cert)?, &fs::read(key)?)?);
    }
    Ok(MakeTlsConnector::new(builder.build()?))
}
