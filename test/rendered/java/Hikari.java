import com.zaxxer.hikari.HikariConfig;
import java.io.StringReader;
import java.util.Properties;
import seen.Seen;

/** HikariCP: its own properties, and programs that make its config. */
public final class Hikari implements Library {
    @Override
    public void read(String kind, String name, String text) throws Exception {
        if (kind.equals("code")) {
            Class.forName("opened." + name + ".Database").getMethod("open").invoke(null);
            read((HikariConfig) Seen.config);
            return;
        }
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        read(new HikariConfig(properties));
    }

    static void read(HikariConfig config) {
        config.validate();
        Jdbc.read(config.getJdbcUrl(), config.getDataSourceProperties(), config.getUsername(), config.getPassword());
        Seen.SETTINGS.put("pool.max", config.getMaximumPoolSize());
        Seen.SETTINGS.put("pool.min", config.getMinimumIdle());
        long wait = config.getConnectionTimeout();
        Seen.SETTINGS.put("pool.acquireTimeout", wait >= Integer.MAX_VALUE ? null : wait);
        Seen.time("pool.idleTimeout", config.getIdleTimeout());
        Seen.time("pool.maxLifetime", config.getMaxLifetime());
        Seen.time("pool.healthCheckInterval", config.getKeepaliveTime());
        Seen.time("observe.leakThreshold", config.getLeakDetectionThreshold());
    }
}
