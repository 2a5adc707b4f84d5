package io.github.avatarsync.examples.server;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.GateState;
import io.github.avatarsync.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
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
    MeterBinder avatarGauges(AvatarSync sync) {
        return registry -> {
            gauge(registry, AvatarState.PENDING, () -> sync.status().pending());
            gauge(registry, AvatarState.BLOCKED, () -> sync.status().blocked());
        };
    }
    // end::observation[]

    private static void gauge(MeterRegistry registry, AvatarState state, Supplier<Number> count) {
        Gauge.builder("avatarsync.queue", count)
                .description("avatars of all owners")
                .tag("state", state.name())
                .register(registry);
    }
}
