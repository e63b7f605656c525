// Agroal as Quarkus builds it: the properties are read by Quarkus' own mapping, and handed on as its DataSources does

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceListener;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.agroal.runtime.DataSourceJdbcRuntimeConfig;
import io.quarkus.agroal.runtime.DataSourcesJdbcRuntimeConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.StringReader;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.Driver;

public final class Quarkus implements Library {
    private static final AtomicInteger LEAKS = new AtomicInteger();

    @Override
    public Pool open(String settings) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(settings));
        Map<String, String> values = new LinkedHashMap<>();
        properties.forEach((key, value) -> values.put((String) key, (String) value));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(values, "application.properties", 250))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(DataSourcesJdbcRuntimeConfig.class)
                .withValidateUnknown(false)
                .build();
        DataSourceJdbcRuntimeConfig jdbc = config.getConfigMapping(DataSourcesJdbcRuntimeConfig.class)
                .dataSources()
                .get("<default>")
                .jdbc();
        AgroalDataSource source = AgroalDataSource.from(configured(config, jdbc), new AgroalDataSourceListener() {
            @Override
            public void onConnectionLeak(Connection connection, Thread thread) {
                LEAKS.incrementAndGet();
            }
        });
        return new Jdbc(source, source);
    }

    @Override
    public int leaks(Pool pool) {
        return LEAKS.get();
    }

    private static AgroalDataSourceConfigurationSupplier configured(SmallRyeConfig config, DataSourceJdbcRuntimeConfig jdbc) {
        AgroalDataSourceConfigurationSupplier supplier = new AgroalDataSourceConfigurationSupplier();
        return supplier.connectionPoolConfiguration(pool -> {
            pool.connectionFactoryConfiguration(factory -> {
                factory.connectionProviderClass(Driver.class).jdbcUrl(jdbc.url().orElseThrow());
                factory.trackJdbcResources(jdbc.detectStatementLeaks());
                config.getOptionalValue("quarkus.datasource.username", String.class)
                        .ifPresent(user -> factory.principal(new NamePrincipal(user)));
                config.getOptionalValue("quarkus.datasource.password", String.class)
                        .ifPresent(password -> factory.credential(new SimplePassword(password)));
                jdbc.newConnectionSql().ifPresent(factory::initialSql);
                jdbc.loginTimeout().ifPresent(factory::loginTimeout);
                jdbc.additionalJdbcProperties().forEach(factory::jdbcProperty);
                return factory;
            });
            pool.minSize(jdbc.minSize()).maxSize(jdbc.maxSize());
            jdbc.initialSize().ifPresent(pool::initialSize);
            pool.connectionValidator(ConnectionValidator.defaultValidator());
            jdbc.acquisitionTimeout().ifPresent(pool::acquisitionTimeout);
            pool.validationTimeout(jdbc.backgroundValidationInterval());
            jdbc.foregroundValidationInterval().ifPresent(pool::idleValidationTimeout);
            pool.validateOnBorrow(jdbc.validateOnBorrow());
            pool.reapTimeout(jdbc.idleRemovalInterval());
            jdbc.leakDetectionInterval().ifPresent(pool::leakTimeout);
            jdbc.maxLifetime().ifPresent(pool::maxLifetime);
            pool.flushOnClose(jdbc.flushOnClose());
            return pool;
        });
    }
}
