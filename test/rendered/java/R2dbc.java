import io.r2dbc.spi.ConnectionFactoryOptions;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import seen.Seen;

/** The URL of r2dbc-pool, and the configuration that the driver makes of it; nothing public shows either. */
public final class R2dbc implements Library {
    @Override
    public void read(String kind, String name, String text) throws Exception {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(text.strip());
        Class<?> provider = Class.forName("io.r2dbc.pool.PoolingConnectionFactoryProvider");
        Method build = provider.getDeclaredMethod("buildConfiguration", ConnectionFactoryOptions.class);
        build.setAccessible(true);
        Object pool = build.invoke(null, options);
        Seen.SETTINGS.put("pool.max", get(pool, "getMaxSize"));
        Seen.SETTINGS.put("pool.min", get(pool, "getMinIdle"));
        time("pool.acquireTimeout", pool, "getMaxAcquireTime");
        time("pool.connectTimeout", pool, "getMaxCreateConnectionTime");
        time("pool.idleTimeout", pool, "getMaxIdleTime");
        time("pool.maxLifetime", pool, "getMaxLifeTime");
        Object factory = get(pool, "getConnectionFactory");
        Field field = factory.getClass().getDeclaredField("configuration");
        field.setAccessible(true);
        Object driver = field.get(factory);
        Object server = get(driver, "getRequiredSingleHostConfiguration");
        Seen.SEEN.put("server", get(server, "getHost").toString().replaceAll("^\\[|]$", "") + ":" + get(server, "getPort"));
        Seen.SEEN.put("database", get(driver, "getDatabase"));
        Seen.SEEN.put("user", Mono.from((Publisher<?>) get(driver, "getUsername")).block().toString());
        Object password = Mono.from((Publisher<?>) get(driver, "getPassword")).block();
        Seen.SEEN.put("password", password == null ? null : password.toString());
        Seen.SEEN.put("applicationName", get(driver, "getApplicationName"));
        Seen.SEEN.put("parameters", new java.util.HashMap<>((Map<?, ?>) get(driver, "getOptions")));
        Object ssl = get(driver, "getSslConfig");
        String mode = get(ssl, "getSslMode").toString().toLowerCase().replace('_', '-');
        Seen.SEEN.put("tls", mode.equals("disable") ? "off" : mode);
    }

    private static void time(String path, Object pool, String name) throws Exception {
        Seen.time(path, (Duration) get(pool, name));
    }

    private static Object get(Object owner, String name) throws Exception {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass())
            for (Method method : type.getDeclaredMethods())
                if (method.getName().equals(name) && method.getParameterCount() == 0) {
                    method.setAccessible(true);
                    return method.invoke(owner);
                }
        throw new NoSuchMethodException(owner.getClass() + "." + name);
    }
}
