package io.github.avatarsync.micrometer;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarMetrics;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.GateState;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.VariantInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.Nonnull;
import java.time.Duration;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Avatar Sync's counters, timers and gauges in a Micrometer registry; thread-safe. No tag has an owner, an id or a key, so their number
 * is bounded.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><td>{@code avatarsync.uploads}</td><td>timer: uploads acknowledged; tag {@code kind}, of the avatar</td></tr>
 * <tr><td>{@code avatarsync.refused}</td><td>counter: uploads refused; tag {@code code}</td></tr>
 * <tr><td>{@code avatarsync.puts}</td><td>timer: files verified in the cloud; tag {@code type}, the content type</td></tr>
 * <tr><td>{@code avatarsync.put.bytes}</td><td>counter: their bytes</td></tr>
 * <tr><td>{@code avatarsync.synced}</td><td>timer: age of avatars when all of them was in the cloud; tag {@code kind}</td></tr>
 * <tr><td>{@code avatarsync.blocked}</td><td>counter: avatars that came to need a person; tag {@code reason}</td></tr>
 * <tr><td>{@code avatarsync.failed}</td><td>counter: attempts that will be repeated; tag {@code kind}, of the failure</td></tr>
 * <tr><td>{@code avatarsync.queue}</td><td>gauge: avatars of all processes on this store; tag {@code state}, {@code PENDING} or
 * {@code BLOCKED}</td></tr>
 * <tr><td>{@code avatarsync.gate}</td><td>gauge: 1 for the {@link GateState} that holds, else 0; tag {@code state}</td></tr>
 * </table>
 */
public final class MicrometerMetrics implements AvatarMetrics {
    private final MeterRegistry registry;

    private MicrometerMetrics(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * For {@link AvatarSync.Builder#metrics}; {@link #watch} adds the gauges.
     *
     * @param registry the application's
     * @return metrics that count there
     */
    @Nonnull
    public static MicrometerMetrics of(@Nonnull MeterRegistry registry) {
        return new MicrometerMetrics(registry);
    }

    /**
     * Registers the gauges. Whoever reads them counts in the store, once a second at most; the registry does not keep the library
     * from being collected.
     *
     * @param sync open; a registry has gauges of one, the first
     */
    public void watch(@Nonnull AvatarSync sync) {
        Standing standing = new Standing(registry.config().clock());
        gauge(
                sync,
                "avatarsync.queue",
                "PENDING",
                "Avatars",
                s -> standing.of(s).pending());
        gauge(
                sync,
                "avatarsync.queue",
                "BLOCKED",
                "Avatars",
                s -> standing.of(s).blocked());
        for (GateState state : GateState.values()) {
            gauge(
                    sync,
                    "avatarsync.gate",
                    state.name(),
                    "1 for the state that holds",
                    s -> standing.of(s).gate() == state ? 1 : 0);
        }
    }

    private void gauge(
            AvatarSync sync, String name, String state, String description, ToDoubleFunction<AvatarSync> value) {
        Gauge.builder(name, sync, value)
                .tag("state", state)
                .description(description)
                .register(registry);
    }

    @Override
    public void accepted(@Nonnull Avatar avatar, @Nonnull Duration took) {
        timer("avatarsync.uploads", "Uploads acknowledged", "kind", avatar.kind())
                .record(took);
    }

    @Override
    public void refused(@Nonnull InvalidAvatarException.Code code) {
        counter("avatarsync.refused", "Uploads refused", "code", code).increment();
    }

    @Override
    public void put(@Nonnull Avatar avatar, @Nonnull VariantInfo file, @Nonnull Duration took) {
        timer("avatarsync.puts", "Files verified in the cloud", "type", file.contentType())
                .record(took);
        Counter.builder("avatarsync.put.bytes")
                .baseUnit("bytes")
                .description("Bytes verified in the cloud")
                .register(registry)
                .increment((double) file.size());
    }

    @Override
    public void synced(@Nonnull Avatar avatar, @Nonnull Duration age) {
        timer("avatarsync.synced", "Age of avatars when all of them was in the cloud", "kind", avatar.kind())
                .record(age);
    }

    @Override
    public void blocked(@Nonnull Avatar avatar) {
        avatar.blocked()
                .ifPresent(why -> counter(
                                "avatarsync.blocked", "Avatars that came to need a person", "reason", why.reason())
                        .increment());
    }

    @Override
    public void failed(@Nonnull Avatar avatar, @Nonnull String kind) {
        counter("avatarsync.failed", "Attempts that will be repeated", "kind", kind)
                .increment();
    }

    private Timer timer(String name, String description, String tag, Object value) {
        return Timer.builder(name)
                .tag(tag, value.toString())
                .description(description)
                .register(registry);
    }

    private Counter counter(String name, String description, String tag, Object value) {
        return Counter.builder(name)
                .tag(tag, value.toString())
                .description(description)
                .register(registry);
    }
}
