use deadpool_postgres::ChannelBinding;{{options.channel_binding+}}
use deadpool_postgres::Config;
use deadpool_postgres::CreatePoolError;{{options.tls!}}
use deadpool_postgres::ManagerConfig;{{options.manager+}}
use deadpool_postgres::Pool;
use deadpool_postgres::PoolConfig;{{options.pool+}}
use deadpool_postgres::RecyclingMethod;{{options.manager+}}
use deadpool_postgres::Runtime;
use deadpool_postgres::SslMode;{{options.ssl_mode+}}
use native_tls::TlsConnector;{{options.tls+}}
use postgres_native_tls::MakeTlsConnector;{{options.tls+}}
use std::error::Error;{{options.tls+}}
{{imports}}
use tokio_postgres::NoTls;{{options.tls!}}

{{helpers}}
pub fn create_pool() -> Result<Pool, CreatePoolError> {{{options.tls!}}
pub fn create_pool() -> Result<Pool, Box<dyn Error>> {{{options.tls+}}
    let mut config = Config::new();{{options.url|options.host|options.hosts|options.port|options.ports|options.user|options.password|options.dbname|options.options|options.application_name|options.ssl_mode|options.channel_binding|options.connect_timeout|options.keepalives|options.keepalives_idle|options.manager|options.pool+}}
    let config = Config::new();{{options.url|options.host|options.hosts|options.port|options.ports|options.user|options.password|options.dbname|options.options|options.application_name|options.ssl_mode|options.channel_binding|options.connect_timeout|options.keepalives|options.keepalives_idle|options.manager|options.pool!}}
    config.url = Some({{options.url?}});
    config.host = Some({{options.host?}}.to_owned());
    let hosts = {{options.hosts?}};
    config.hosts = Some(hosts.map(String::from).to_vec());{{options.hosts+}}
    config.port = Some({{options.port?}});
    config.ports = Some({{options.ports?}}.to_vec());
    config.user = Some({{options.user?}}.to_owned());
    config.password = Some({{options.password?}});
    config.dbname = Some({{options.dbname?}}.to_owned());
    config.options = Some({{options.options?}}.to_owned());
    config.application_name = Some({{options.application_name?}}.to_owned());
    config.ssl_mode = Some({{options.ssl_mode?}});
    config.channel_binding = Some({{options.channel_binding?}});
    config.connect_timeout = {{options.connect_timeout?}};
    config.keepalives = Some({{options.keepalives?}});
    config.keepalives_idle = Some({{options.keepalives_idle?}});
    config.manager = Some(ManagerConfig {{{options.manager+}}
        recycling_method: {{options.manager.recycling_method?}},
    });{{options.manager+}}

    let mut pool = PoolConfig::new({{options.pool.max_size?}});{{options.pool.timeouts+}}
    let mut pool = PoolConfig::default();{{options.pool.max_size!}}{{options.pool.timeouts+}}
    let pool = PoolConfig::new({{options.pool.max_size?}});{{options.pool.timeouts!}}
    pool.timeouts.wait = {{options.pool.timeouts.wait?}};
    pool.timeouts.create = {{options.pool.timeouts.create?}};
    config.pool = Some(pool);{{options.pool+}}

    let mut tls = TlsConnector::builder();{{options.tls+}}
    tls.danger_accept_invalid_certs({{options.tls.danger_accept_invalid_certs?}});
    tls.danger_accept_invalid_hostnames({{options.tls.danger_accept_invalid_hostnames?}});
    tls.disable_built_in_roots({{options.tls.disable_built_in_roots?}});
    let root_certificate = {{options.tls.add_root_certificate?}};
    let authority = std::fs::read(root_certificate)?;{{options.tls.add_root_certificate+}}
    tls.add_root_certificate(native_tls::Certificate::from_pem(&authority)?);{{options.tls.add_root_certificate+}}
    let client_certificate = {{options.tls.identity.cert?}};
    let client_key = {{options.tls.identity.key?}};
    let cert = std::fs::read(client_certificate)?;{{options.tls.identity+}}
    let key = std::fs::read(client_key)?;{{options.tls.identity+}}
    tls.identity(native_tls::Identity::from_pkcs8(&cert, &key)?);{{options.tls.identity+}}
    let connector = MakeTlsConnector::new(tls.build()?);{{options.tls+}}
    let pool = config.create_pool(Some(Runtime::Tokio1), connector)?;{{options.tls+}}
    Ok(pool){{options.tls+}}
    config.create_pool(Some(Runtime::Tokio1), NoTls){{options.tls!}}
}
