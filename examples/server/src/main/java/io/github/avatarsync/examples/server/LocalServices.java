package io.github.avatarsync.examples.server;

import io.github.avatarsync.localaws.LocalAws;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A PostgreSQL and an AWS that live as long as this process, each only where the settings name no other. */
@Configuration(proxyBeanMethods = false)
class LocalServices {
    private static final String UNSET = "none";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "spring.datasource.url", havingValue = UNSET, matchIfMissing = true)
    static class Database {
        /** Ends with the context, after everything that uses it; a shutdown hook would not wait for that. */
        @Bean(destroyMethod = "close")
        EmbeddedPostgres postgres() throws IOException {
            return EmbeddedPostgres.builder()
                    .setRegisterShutdownHook(false)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        }

        @Bean
        JdbcConnectionDetails connectionDetails(EmbeddedPostgres postgres) {
            return new Details(postgres.getJdbcUrl("postgres", "postgres"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "AVATAR_CLOUD_BUCKET", havingValue = UNSET, matchIfMissing = true)
    static class Cloud {
        @Bean(destroyMethod = "close")
        LocalAws localAws() {
            return LocalAws.start();
        }
    }

    private record Details(String getJdbcUrl) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return "postgres";
        }

        @Override
        public String getPassword() {
            return "";
        }
    }
}
