package io.github.avatarsync.examples.server;

import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.S3CloudStorage;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.micrometer.MicrometerMetrics;
import io.github.avatarsync.store.JdbcAvatarStore;
import io.github.avatarsync.store.JdbcMediaStore;
import io.github.avatarsync.store.JdbcSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The library, embedded: one AvatarSync for the process, over the host's database and with the service's own credentials. */
@Configuration(proxyBeanMethods = false)
class AvatarConfiguration {
    // tag::open[]
    @Bean(destroyMethod = "close")
    AvatarSync avatarSync(
            DataSource dataSource,
            AwsSettings aws,
            S3CloudStorage storage,
            CredentialsSource credentials,
            MicrometerMetrics metrics,
            @Value("${avatars.concurrency}") int concurrency,
            @Value("${avatars.background}") boolean background) {
        JdbcSchema.avatars(dataSource).create(); // where migrations do it: validate()
        JdbcSchema.media(dataSource).create();
        DataSource joining = new TransactionAwareDataSourceProxy(dataSource);
        AvatarSync sync = AvatarSync.builder()
                .store(JdbcAvatarStore.open(joining))
                .media(JdbcMediaStore.open(joining))
                .cloud(storage, credentials)
                .keys(aws.keys())
                .concurrency(concurrency)
                .metrics(metrics)
                .background(background)
                .open();
        metrics.watch(sync);
        return sync;
    }

    @Bean(destroyMethod = "close")
    S3CloudStorage storage(AwsSettings aws) {
        return aws.storage();
    }

    @Bean
    CredentialsSource credentials(AwsSettings aws) {
        return aws.service(AvatarConfiguration::folder);
    }

    /** The same at every call, another one for every owner, and it tells nobody the owner's name. */
    static String folder(OwnerId owner) {
        return "user-" + HexFormat.of().formatHex(sha256(owner.value()), 0, 16);
    }
    // end::open[]

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Bean
    AwsSettings awsSettings(ConfigurableEnvironment environment, ObjectProvider<LocalAws> local) {
        Map<String, String> variables = variables(environment);
        local.ifAvailable(aws -> variables.putAll(aws.serviceEnvironment()));
        return AwsSettings.from(variables).orElseThrow();
    }

    /** Everything that begins with AVATAR_, from wherever Spring has it: environment, command line, files. */
    private static Map<String, String> variables(ConfigurableEnvironment environment) {
        Map<String, String> variables = new TreeMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> named) {
                for (String name : named.getPropertyNames()) {
                    if (name.startsWith("AVATAR_")) {
                        variables.put(name, environment.getRequiredProperty(name));
                    }
                }
            }
        }
        return variables;
    }
}
