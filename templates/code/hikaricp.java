import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
{{imports}}

{{helpers}}
/** Opens the pool; the caller closes it. */
public final class Database {
    private Database() {}

    public static HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl({{url}});
        config.setUsername({{options.username?}});
        config.setPassword({{options.password?}});
        config.setMaximumPoolSize({{options.maximumPoolSize?}});
        config.setMinimumIdle({{options.minimumIdle?}});
        config.setConnectionTimeout({{options.connectionTimeout?}});
        config.setValidationTimeout({{options.validationTimeout?}});
        config.setIdleTimeout({{options.idleTimeout?}});
        config.setMaxLifetime({{options.maxLifetime?}});
        config.setKeepaliveTime({{options.keepaliveTime?}});
        config.setLeakDetectionThreshold({{options.leakDetectionThreshold?}});
        config.setInitializationFailTimeout({{options.initializationFailTimeout?}});
        config.addDataSourceProperty("ApplicationName", {{parameters.ApplicationName?}});
        config.addDataSourceProperty("connectTimeout", {{parameters.connectTimeout?}});
        config.addDataSourceProperty("currentSchema", {{parameters.currentSchema?}});
        config.addDataSourceProperty("loginTimeout", {{parameters.loginTimeout?}});
        config.addDataSourceProperty("options", {{parameters.options?}});
        config.addDataSourceProperty("prepareThreshold", {{parameters.prepareThreshold?}});
        config.addDataSourceProperty("socketTimeout", {{parameters.socketTimeout?}});
        config.addDataSourceProperty("sslcert", {{parameters.sslcert?}});
        config.addDataSourceProperty("sslfactory", {{parameters.sslfactory?}});
        config.addDataSourceProperty("sslkey", {{parameters.sslkey?}});
        config.addDataSourceProperty("sslmode", {{parameters.sslmode?}});
        config.addDataSourceProperty("sslrootcert", {{parameters.sslrootcert?}});
        config.addDataSourceProperty("tcpKeepAlive", {{parameters.tcpKeepAlive?}});
        return new HikariDataSource(config);
    }
}
