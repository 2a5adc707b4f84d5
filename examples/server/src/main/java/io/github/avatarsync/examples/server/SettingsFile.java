package io.github.avatarsync.examples.server;

import io.github.avatarsync.localaws.LocalAws;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes down where {@link LocalServices} are, as the settings of further instances that share them. */
@Component
class SettingsFile {
    private static final Logger log = LoggerFactory.getLogger(SettingsFile.class);

    private final Path file;
    private final ObjectProvider<EmbeddedPostgres> postgres;
    private final ObjectProvider<LocalAws> aws;

    SettingsFile(
            @Value("${local.settings-file}") Path file,
            ObjectProvider<EmbeddedPostgres> postgres,
            ObjectProvider<LocalAws> aws) {
        this.file = file;
        this.postgres = postgres;
        this.aws = aws;
    }

    @EventListener(ApplicationReadyEvent.class)
    void write() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        postgres.ifAvailable(
                server -> settings.put("spring.datasource.url", server.getJdbcUrl("postgres", "postgres")));
        aws.ifAvailable(local -> settings.putAll(local.serviceEnvironment()));
        if (settings.isEmpty()) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                        .collect(Collectors.joining()));
        log.info("another instance shares these services with --spring.config.import=file:{}", file);
    }
}
