// stands between a rendered program and its libraries: keeps what the program gives them, and opens no connection
package seen;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

public final class Seen {
    public static final Map<String, Object> SEEN = new HashMap<>();
    public static final Map<String, Object> SETTINGS = new HashMap<>();
    private static Map<String, String> environment = Map.of();
    private static Path folder;
    /** What the program opened its pool with. */
    public static Object config;

    private Seen() {}

    public static void start(Map<String, String> variables, String project) {
        folder = Path.of(project);
        SEEN.clear();
        SETTINGS.clear();
        environment = variables;
    }

    public static String getenv(String name) {
        return environment.get(name);
    }

    /** A program of Java cannot change its folder. */
    public static Path path(String name) {
        return folder.resolve(name);
    }

    /** A time of which 0 is none. */
    public static void time(String path, long millis) {
        SETTINGS.put(path, millis == 0 ? null : millis);
    }

    public static void time(String path, Duration duration) {
        SETTINGS.put(path, duration == null || duration.isNegative() ? null : duration.toMillis());
    }
}
