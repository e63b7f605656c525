// prints what HikariCP and pgjdbc do where nothing is set, by canonical path: milliseconds, null for off
import com.zaxxer.hikari.HikariConfig;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGProperty;

public class Defaults {
  private static final List<String> members = new ArrayList<>();

  public static void main(String[] arguments) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://db/shop");
    // it fills in the sizes
    config.validate();
    add("pool.max", String.valueOf(config.getMaximumPoolSize()));
    add("pool.min", String.valueOf(config.getMinimumIdle()));
    add("pool.acquireTimeout", time(config.getConnectionTimeout()));
    add("pool.idleTimeout", time(config.getIdleTimeout()));
    add("pool.maxLifetime", time(config.getMaxLifetime()));
    add("pool.healthCheckInterval", time(config.getKeepaliveTime()));
    add("observe.leakThreshold", time(config.getLeakDetectionThreshold()));
    add("observe.metrics", String.valueOf(config.isRegisterMbeans() || config.getMetricsTrackerFactory() != null));
    add("retry.maxAttempts", config.getInitializationFailTimeout() > 0 ? "1" : "null");
    add("pool.connectTimeout", time(1000 * Long.parseLong(PGProperty.CONNECT_TIMEOUT.getDefaultValue())));
    add("session.queryTimeout", time(1000 * Long.parseLong(PGProperty.SOCKET_TIMEOUT.getDefaultValue())));
    if (PGProperty.TCP_KEEP_ALIVE.getDefaultValue().equals("false")) add("pool.keepAlive", "null");
    System.out.println("{" + String.join(",", members) + "}");
  }

  private static void add(String path, String value) {
    members.add("\"" + path + "\":" + value);
  }

  private static String time(long milliseconds) {
    return milliseconds == 0 ? "null" : String.valueOf(milliseconds);
  }
}
