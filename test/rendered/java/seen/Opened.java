package seen;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** What a program calls in place of the constructor that connects. */
public final class Opened {
    private Opened() {}

    public static HikariDataSource open(HikariConfig config) {
        Seen.config = config;
        return new HikariDataSource();
    }
}
