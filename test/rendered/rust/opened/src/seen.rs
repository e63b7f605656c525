//! Stands between a rendered program and its libraries: keeps what the program gives them, and opens no connection.
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::future::Future;
use std::time::Duration;

thread_local! {
    static FOUND: RefCell<Map<String, Value>> = RefCell::default();
}

pub fn put(name: &str, value: Value) {
    FOUND.with_borrow_mut(|found| found.insert(name.to_owned(), value));
}

pub fn take() -> Value {
    Value::Object(FOUND.with_borrow_mut(std::mem::take))
}

pub fn ms(time: Option<Duration>) -> Value {
    // what has no end is written as 136 years
    match time {
        Some(time) if time.as_secs() < u32::MAX.into() => json!(time.as_millis() as u64),
        _ => Value::Null,
    }
}

pub fn address(config: &tokio_postgres::Config) {
    use tokio_postgres::config::{Host, SslMode};
    let hosts = config.get_hosts().iter().map(|host| match host {
        Host::Tcp(name) => name.clone(),
        Host::Unix(path) => path.display().to_string(),
    });
    let ports = config.get_ports();
    let servers: Vec<String> = hosts
        .enumerate()
        .map(|(at, host)| {
            let port = ports.get(at).or(ports.first().filter(|_| ports.len() == 1));
            format!("{host}:{}", port.unwrap_or(&5432))
        })
        .collect();
    put("server", json!(servers.join(",")));
    put("database", json!(config.get_dbname()));
    put("user", json!(config.get_user()));
    put("password", json!(config.get_password().map(String::from_utf8_lossy)));
    put("applicationName", json!(config.get_application_name()));
    put("options", json!(config.get_options().unwrap_or("")));
    let tls = match config.get_ssl_mode() {
        SslMode::Disable => "disable",
        SslMode::Require => "require",
        _ => "prefer",
    };
    put("ssl_mode", json!(tls));
    put("keepalives", json!(config.get_keepalives()));
    put("keepAlive", ms(Some(config.get_keepalives_idle())));
}

/// Has the methods of the builder of a native_tls connector that the programs call.
pub struct Tls(native_tls::TlsConnectorBuilder);

pub fn tls() -> Tls {
    put("tls_certs", json!(true));
    put("tls_names", json!(true));
    Tls(native_tls::TlsConnector::builder())
}

impl Tls {
    pub fn danger_accept_invalid_certs(&mut self, accept: bool) -> &mut Self {
        put("tls_certs", json!(!accept));
        self.0.danger_accept_invalid_certs(accept);
        self
    }
    pub fn danger_accept_invalid_hostnames(&mut self, accept: bool) -> &mut Self {
        put("tls_names", json!(!accept));
        self.0.danger_accept_invalid_hostnames(accept);
        self
    }
    pub fn disable_built_in_roots(&mut self, disable: bool) -> &mut Self {
        self.0.disable_built_in_roots(disable);
        self
    }
    pub fn add_root_certificate(&mut self, cert: native_tls::Certificate) -> &mut Self {
        put("tls_ca", json!(true));
        self.0.add_root_certificate(cert);
        self
    }
    pub fn identity(&mut self, identity: native_tls::Identity) -> &mut Self {
        put("tls_identity", json!(true));
        self.0.identity(identity);
        self
    }
    pub fn build(&self) -> native_tls::Result<native_tls::TlsConnector> {
        self.0.build()
    }
}

/// Builds a pool of bb8 without connections.
pub trait Bb8<M: bb8::ManageConnection> {
    fn seen(self, manager: M) -> impl Future<Output = Result<bb8::Pool<M>, M::Error>>;
}

impl<M: bb8::ManageConnection> Bb8<M> for bb8::Builder<M> {
    async fn seen(self, manager: M) -> Result<bb8::Pool<M>, M::Error> {
        let pool = self.build_unchecked(manager);
        let config = pool.config();
        put("pool.max", json!(config.max_size));
        put("pool.min", json!(config.min_idle.unwrap_or(0)));
        put("pool.acquireTimeout", ms(Some(config.connection_timeout)));
        put("pool.idleTimeout", ms(config.idle_timeout));
        put("pool.maxLifetime", ms(config.max_lifetime));
        put("test", json!(config.test_on_check_out));
        Ok(pool)
    }
}

/// Builds a pool of r2d2 without connections.
pub trait Diesel {
    type Pool;
    fn seen(self, url: impl Into<String>) -> Result<Self::Pool, diesel::r2d2::PoolError>;
}

type Connections = diesel::r2d2::ConnectionManager<diesel::pg::PgConnection>;

impl Diesel for diesel::r2d2::Builder<Connections> {
    type Pool = diesel::r2d2::Pool<Connections>;
    fn seen(self, url: impl Into<String>) -> Result<Self::Pool, diesel::r2d2::PoolError> {
        let url: String = url.into();
        let pool = self.build_unchecked(Connections::new(&url));
        put("url", json!(url));
        put("pool.max", json!(pool.max_size()));
        put("pool.min", json!(pool.min_idle().unwrap_or(pool.max_size())));
        put("pool.acquireTimeout", ms(Some(pool.connection_timeout())));
        put("pool.idleTimeout", ms(pool.idle_timeout()));
        put("pool.maxLifetime", ms(pool.max_lifetime()));
        put("test", json!(pool.test_on_check_out()));
        Ok(pool)
    }
}

/// Makes a pool of sqlx without connections.
pub trait Sqlx {
    fn seen_with(
        self,
        options: sqlx::postgres::PgConnectOptions,
    ) -> impl Future<Output = Result<sqlx::PgPool, sqlx::Error>>;
}

impl Sqlx for sqlx::postgres::PgPoolOptions {
    async fn seen_with(self, options: sqlx::postgres::PgConnectOptions) -> Result<sqlx::PgPool, sqlx::Error> {
        use sqlx::postgres::PgSslMode;
        let socket = options.get_socket().map(|path| path.display().to_string());
        let host = socket.unwrap_or(options.get_host().to_owned());
        put("server", json!(format!("{host}:{}", options.get_port())));
        put("database", json!(options.get_database()));
        put("user", json!(options.get_username()));
        put("password", json!(password(&options)));
        put("applicationName", json!(options.get_application_name()));
        put("options", json!(options.get_options().unwrap_or("")));
        let tls = match options.get_ssl_mode() {
            PgSslMode::Disable => "disable",
            PgSslMode::Allow => "allow",
            PgSslMode::Prefer => "prefer",
            PgSslMode::Require => "require",
            PgSslMode::VerifyCa => "verify-ca",
            PgSslMode::VerifyFull => "verify-full",
        };
        put("tls", json!(tls));
        put("pool.max", json!(self.get_max_connections()));
        put("pool.min", json!(self.get_min_connections()));
        put("pool.acquireTimeout", ms(Some(self.get_acquire_timeout())));
        put("pool.idleTimeout", ms(self.get_idle_timeout()));
        put("pool.maxLifetime", ms(self.get_max_lifetime()));
        put("test", json!(self.get_test_before_acquire()));
        Ok(self.connect_lazy_with(options))
    }
}

// only the URL shows it, and sqlx makes none of an address of IPv6 or of a socket
fn password(options: &sqlx::postgres::PgConnectOptions) -> Option<String> {
    use sqlx::ConnectOptions;
    let url = options.clone().host("localhost").to_url_lossy();
    let encoded = url.password()?.bytes().collect::<Vec<_>>();
    let mut plain = Vec::new();
    let mut at = 0;
    while at < encoded.len() {
        let hex = encoded.get(at + 1..at + 3).filter(|_| encoded[at] == b'%');
        let byte = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        plain.push(byte.unwrap_or(encoded[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8(plain).ok()
}

/// Keeps a config of deadpool, and what the library itself makes of it.
pub fn deadpool(config: &deadpool_postgres::Config) {
    match config.get_pg_config() {
        Ok(driver) => address(&driver),
        Err(error) => put("problem", json!(error.to_string())),
    }
    let pool = config.get_pool_config();
    put("pool.max", json!(pool.max_size));
    put("pool.acquireTimeout", ms(pool.timeouts.wait));
    put("pool.connectTimeout", ms(pool.timeouts.create));
    let test = config.get_manager_config().recycling_method;
    put("test", json!(test != deadpool_postgres::RecyclingMethod::Fast));
}
