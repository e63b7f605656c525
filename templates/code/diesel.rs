use diesel::pg::PgConnection;
use diesel::r2d2::ConnectionManager;
use diesel::r2d2::Pool;
use diesel::r2d2::PoolError;
{{imports}}

{{helpers}}
/// Opens the pool, and waits for its first connections.
pub fn open_pool() -> Result<Pool<ConnectionManager<PgConnection>>, PoolError> {
    let url = {{url}};
    let url_parameters = {{parameters?}};
    let url = with_parameters(&url, &url_parameters);{{parameters+}}

    Pool::builder()
        .max_size({{options.max_size?}})
        .min_idle({{options.min_idle?}})
        .connection_timeout({{options.connection_timeout?}})
        .idle_timeout({{options.idle_timeout?}})
        .max_lifetime({{options.max_lifetime?}})
        .test_on_check_out({{options.test_on_check_out?}})
        .build(ConnectionManager::new(url))
}

fn with_parameters(url: &str, parameters: &[(&str, &str)]) -> String {{{parameters+}}
    let mut url = url.to_owned();{{parameters+}}
    for (name, value) in parameters {{{parameters+}}
        let encoded: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();{{parameters+}}
        url.push(if url.contains('?') { '&' } else { '?' });{{parameters+}}
        url.push_str(&format!("{name}={encoded}"));{{parameters+}}
    }{{parameters+}}
    url{{parameters+}}
}{{parameters+}}
