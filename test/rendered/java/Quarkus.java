import io.quarkus.agroal.runtime.DataSourceJdbcRuntimeConfig;
import io.quarkus.agroal.runtime.DataSourcesJdbcRuntimeConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.StringReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigSource;
import seen.Seen;

/** SmallRye Config, which Quarkus reads its properties with, and the mapping of Quarkus for Agroal. */
public final class Quarkus implements Library {
    @Override
    public void read(String kind, String name, String text) throws Exception {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(source(kind, text))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(DataSourcesJdbcRuntimeConfig.class)
                .withValidateUnknown(false)
                .build();
        DataSourceJdbcRuntimeConfig jdbc = config.getConfigMapping(DataSourcesJdbcRuntimeConfig.class)
                .dataSources()
                .get("<default>")
                .jdbc();
        Properties beside = new Properties();
        beside.putAll(jdbc.additionalJdbcProperties());
        Jdbc.read(
                jdbc.url().orElseThrow(),
                beside,
                config.getOptionalValue("quarkus.datasource.username", String.class).orElse(null),
                config.getOptionalValue("quarkus.datasource.password", String.class).orElse(null));
        Seen.SETTINGS.put("pool.max", jdbc.maxSize());
        Seen.SETTINGS.put("pool.min", jdbc.minSize());
        jdbc.acquisitionTimeout().ifPresent(wait -> Seen.time("pool.acquireTimeout", wait.toMillis()));
        Seen.time("pool.idleTimeout", jdbc.idleRemovalInterval().toMillis());
        Seen.time("pool.maxLifetime", millis(jdbc.maxLifetime()));
        Seen.time("pool.healthCheckInterval", jdbc.backgroundValidationInterval().toMillis());
        Seen.time("observe.leakThreshold", millis(jdbc.leakDetectionInterval()));
    }

    // Agroal takes 0 for none
    private static long millis(Optional<Duration> time) {
        return time.map(Duration::toMillis).orElse(0L);
    }

    private static ConfigSource source(String kind, String text) throws Exception {
        if (kind.equals("yaml")) return new YamlConfigSource("application.yaml", text, 250);
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> values = new LinkedHashMap<>();
        properties.forEach((key, value) -> values.put((String) key, (String) value));
        return new PropertiesConfigSource(values, "application.properties", 250);
    }
}
