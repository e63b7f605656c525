// HikariCP, from a properties file and from a program

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.tools.ToolProvider;

public final class Hikari implements Library {
    private static final AtomicInteger LEAKS = new AtomicInteger();
    private static final Logger LOG = Logger.getLogger("com.zaxxer.hikari");

    static {
        Logger.getLogger("").setLevel(Level.WARNING);
        LOG.setUseParentHandlers(false);
        LOG.addHandler(new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getMessage().startsWith("Connection leak detection triggered")) LEAKS.incrementAndGet();
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    @Override
    public Pool open(String settings) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(settings));
        HikariDataSource source = new HikariDataSource(new HikariConfig(properties));
        return new Jdbc(source, source);
    }

    @Override
    public Pool run(String file) throws Exception {
        Path folder = Files.createTempDirectory("poolcfg-java");
        Path program = folder.resolve("Database.java");
        Files.copy(Path.of(file), program);
        int faults = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), "-d", folder.toString(), program.toString());
        if (faults != 0) throw new IllegalStateException("the program does not compile");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            HikariDataSource source = (HikariDataSource) loader.loadClass("Database").getMethod("open").invoke(null);
            return new Jdbc(source, source);
        }
    }

    @Override
    public int leaks(Pool pool) {
        return LEAKS.get();
    }
}
