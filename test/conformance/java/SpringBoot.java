// an application of Spring Boot with nothing in it but its own DataSource

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

public final class SpringBoot implements Library {
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    public static class Application {}

    private static final AtomicInteger LEAKS = new AtomicInteger();

    static {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger("ROOT");
        root.setLevel(Level.WARN);
        root.detachAndStopAllAppenders();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getMessage().startsWith("Connection leak detection triggered")) LEAKS.incrementAndGet();
            }
        };
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
    }

    @Override
    public int leaks(Pool pool) {
        return LEAKS.get();
    }

    @Override
    public Pool open(String settings) throws Exception {
        Path file = Files.createTempDirectory("poolcfg-spring").resolve("application.yml");
        Files.writeString(file, settings);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run("--spring.config.location=file:" + file, "--spring.main.banner-mode=off");
        return new Jdbc(context.getBean(DataSource.class), context);
    }
}
