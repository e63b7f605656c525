import com.zaxxer.hikari.HikariConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** Spring Boot's own loaders and binder, which give HikariCP its config. */
public final class Spring implements Library {
    @Override
    public void read(String kind, String name, String text) throws Exception {
        PropertySourceLoader loader =
                kind.equals("yaml") ? new YamlPropertySourceLoader() : new PropertiesPropertySourceLoader();
        ByteArrayResource file = new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
        List<PropertySource<?>> sources = loader.load("application", file);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));
        sources.forEach(source -> environment.getPropertySources().addLast(source));
        Binder binder = Binder.get(environment);
        HikariConfig config = new HikariConfig();
        binder.bind("spring.datasource.url", String.class).ifBound(config::setJdbcUrl);
        binder.bind("spring.datasource.username", String.class).ifBound(config::setUsername);
        binder.bind("spring.datasource.password", String.class).ifBound(config::setPassword);
        binder.bind("spring.datasource.hikari", Bindable.ofInstance(config));
        Hikari.read(config);
    }
}
