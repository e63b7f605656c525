use bb8::Pool;
use bb8_postgres::PostgresConnectionManager;
use native_tls::TlsConnector;{{options.tls+}}
use postgres_native_tls::MakeTlsConnector;{{options.tls+}}
use std::error::Error;{{options.tls+}}
{{imports}}
use tokio_postgres::Config;
use tokio_postgres::Error;{{options.tls!}}
use tokio_postgres::NoTls;{{options.tls!}}
use tokio_postgres::config::ChannelBinding;{{options.channel_binding+}}
use tokio_postgres::config::SslMode;{{options.ssl_mode+}}

{{helpers}}
pub type Manager = PostgresConnectionManager<NoTls>;{{options.tls!}}
pub type Manager = PostgresConnectionManager<MakeTlsConnector>;{{options.tls+}}

pub async fn open_pool() -> Result<Pool<Manager>, Error> {{{options.tls!}}
pub async fn open_pool() -> Result<Pool<Manager>, Box<dyn Error>> {{{options.tls+}}
    let url = {{options.url?}};
    let mut config = url.parse::<Config>()?;{{options.url+}}{{options.host|options.hosts|options.port|options.ports|options.user|options.password|options.dbname|options.options|options.application_name|options.ssl_mode|options.channel_binding|options.keepalives|options.keepalives_idle+}}
    let config = url.parse::<Config>()?;{{options.url+}}{{options.host|options.hosts|options.port|options.ports|options.user|options.password|options.dbname|options.options|options.application_name|options.ssl_mode|options.channel_binding|options.keepalives|options.keepalives_idle!}}
    let mut config = Config::new();{{options.url!}}{{options.host|options.hosts|options.port|options.ports|options.user|options.password|options.dbname|options.options|options.application_name|options.ssl_mode|options.channel_binding|options.keepalives|options.keepalives_idle+}}
    let config = Config::new();{{options.url!}}{{options.host|options.hosts|options.port|options.ports|options.user|options.password|options.dbname|options.options|options.application_name|options.ssl_mode|options.channel_binding|options.keepalives|options.keepalives_idle!}}
    config.host({{options.host?}});
    for host in {{options.hosts?}} {
        config.host(host);{{options.hosts+}}
    }{{options.hosts+}}
    config.port({{options.port?}});
    for port in {{options.ports?}} {
        config.port(port);{{options.ports+}}
    }{{options.ports+}}
    config.user({{options.user?}});
    config.password({{options.password?}});
    config.dbname({{options.dbname?}});
    config.options({{options.options?}});
    config.application_name({{options.application_name?}});
    config.ssl_mode({{options.ssl_mode?}});
    config.channel_binding({{options.channel_binding?}});
    config.keepalives({{options.keepalives?}});
    config.keepalives_idle({{options.keepalives_idle?}});

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
    let manager = Manager::new(config, connector);{{options.tls+}}
    let manager = Manager::new(config, NoTls);{{options.tls!}}

    let pool = Pool::builder(){{options.tls+}}
    Pool::builder(){{options.tls!}}
        .max_size({{options.max_size?}})
        .min_idle({{options.min_idle?}})
        .connection_timeout({{options.connection_timeout?}})
        .idle_timeout({{options.idle_timeout?}})
        .max_lifetime({{options.max_lifetime?}})
        .reaper_rate({{options.reaper_rate?}})
        .test_on_check_out({{options.test_on_check_out?}})
        .build(manager)
        .await?;{{options.tls+}}
        .await{{options.tls!}}
    Ok(pool){{options.tls+}}
}
