import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import seen.Seen;

/** What pgjdbc itself reads in a URL, and in the properties beside it. */
final class Jdbc {
    private Jdbc() {}

    static void read(String url, Properties beside, String user, String password) {
        Properties found = Driver.parseURL(url, beside);
        if (found == null) throw new IllegalArgumentException("pgjdbc does not take the URL");
        String[] hosts = found.getProperty("PGHOST").split(",");
        String[] ports = found.getProperty("PGPORT").split(",");
        Seen.SEEN.put(
                "server",
                IntStream.range(0, hosts.length)
                        .mapToObj(at -> hosts[at].replaceAll("^\\[|]$", "") + ":" + ports[at])
                        .collect(Collectors.joining(",")));
        Seen.SEEN.put("database", found.getProperty("PGDBNAME"));
        Seen.SEEN.put("user", user == null ? found.getProperty("user") : user);
        Seen.SEEN.put("password", password == null ? found.getProperty("password") : password);
        Seen.SEEN.put("applicationName", PGProperty.APPLICATION_NAME.getOrDefault(found));
        String mode = PGProperty.SSL_MODE.getOrDefault(found);
        Seen.SEEN.put("tls", mode == null ? "prefer" : mode);
        // a server that allows writes is the primary for pgjdbc
        String type = PGProperty.TARGET_SERVER_TYPE.getOrDefault(found);
        Seen.SEEN.put("targetSessionAttributes", type.equals("primary") ? "read-write" : type);
        String schema = PGProperty.CURRENT_SCHEMA.getOrDefault(found);
        if (schema != null) Seen.SEEN.put("parameters", java.util.Map.of("search_path", schema));
        String options = PGProperty.OPTIONS.getOrDefault(found);
        if (options != null) Seen.SEEN.put("options", options);
        Seen.time("pool.connectTimeout", seconds(PGProperty.CONNECT_TIMEOUT, found));
        Seen.time("session.queryTimeout", seconds(PGProperty.SOCKET_TIMEOUT, found));
        for (String name : found.stringPropertyNames())
            if (PGProperty.forName(name) == null && !name.equals("user") && !name.equals("password"))
                throw new IllegalArgumentException("pgjdbc has no parameter " + name);
    }

    private static long seconds(PGProperty property, Properties found) {
        return Long.parseLong(property.getOrDefault(found)) * 1_000;
    }
}
