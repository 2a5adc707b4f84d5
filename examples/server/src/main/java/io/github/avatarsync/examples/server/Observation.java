package io.github.avatarsync.examples.server;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.GateState;
import io.github.avatarsync.Status;
import io.github.avatarsync.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators look at: health and metrics of the sync. */
@Configuration(proxyBeanMethods = false)
class Observation {
    // tag::observation[]
    /** Down only if the store fails: without the cloud avatars are accepted all the same, and wait. */
    @Bean
    HealthIndicator avatarsHealthIndicator(AvatarSync sync) {
        return () -> {
            try {
                Status status = sync.status();
                return (status.gate() == GateState.HALTED ? Health.down() : Health.up())
                        .withDetail("gate", status.gate())
                        .withDetail("pending", status.pending())
                        .withDetail("blocked", status.blocked())
                        .build();
            } catch (AvatarException e) {
                return Health.down(e).build();
            }
        };
    }

    @Bean
    MicrometerMetrics avatarMetrics(MeterRegistry registry) {
        return MicrometerMetrics.of(registry);
    }
    // end::observation[]
}
