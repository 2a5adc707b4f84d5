package io.github.avatarsync.testkit;

import io.github.avatarsync.AvatarSync;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives every test an {@link AvatarTestkit} of its own, for JUnit 5 (from 5.10) and JUnit 6.
 *
 * <pre>{@code
 * @ExtendWith(AvatarTestkitExtension.class)
 * class ProfilePageTest {
 *     @Test
 *     void showsTheAvatarAfterSync(AvatarTestkit kit) { … }
 * }
 * }</pre>
 *
 * <p>Tests, {@code @BeforeEach} and {@code @AfterEach} methods take the kit or its parts as parameters: {@link AvatarSync}, {@link
 * InMemoryAvatarStore}, {@link InMemoryMediaStore}, {@link InMemoryCloudStorage}, {@link FakeCredentialsSource}, {@link
 * ManualClock}, {@link RecordingListener}, {@link Timeline}. Each test, each invocation of a parameterized or repeated one, has
 * one kit, started before its {@code @BeforeEach} methods and closed after its {@code @AfterEach} methods. Constructors, {@code
 * @BeforeAll} and {@code @AfterAll} belong to no test and get none.
 *
 * <p>When a test fails, its {@linkplain AvatarTestkit#timeline() timeline} is printed with the failure, as the message of a
 * suppressed exception; otherwise nothing is printed. A test that ends without a failure but with scripted faults that never
 * struck fails ({@link AvatarTestkit#assertFaultsReached()}): one fault opts out with {@link Fault#optional()}, all tests of a
 * class with {@link #allowingUnreachedFaults()}.
 *
 * <p>With a configuration it is registered as a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * final AvatarTestkitExtension avatars =
 *         AvatarTestkitExtension.configured(builder -> builder.rules(rules));
 * }</pre>
 *
 * <p>Immutable, and safe for tests that run in parallel.
 */
public final class AvatarTestkitExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(AvatarTestkitExtension.class);

    private static final Map<Class<?>, Function<AvatarTestkit, Object>> PARTS = Map.of(
            AvatarTestkit.class, kit -> kit,
            AvatarSync.class, AvatarTestkit::sync,
            InMemoryAvatarStore.class, AvatarTestkit::store,
            InMemoryMediaStore.class, AvatarTestkit::media,
            InMemoryCloudStorage.class, AvatarTestkit::cloud,
            FakeCredentialsSource.class, AvatarTestkit::credentials,
            ManualClock.class, AvatarTestkit::clock,
            RecordingListener.class, AvatarTestkit::events,
            Timeline.class, AvatarTestkit::timeline);

    private final Consumer<AvatarSync.Builder> host;
    private final boolean strict;

    /** For {@code @ExtendWith}: kits as {@link AvatarTestkit#start()} makes them. */
    public AvatarTestkitExtension() {
        this(builder -> {}, true);
    }

    private AvatarTestkitExtension(Consumer<AvatarSync.Builder> host, boolean strict) {
        this.host = host;
        this.strict = strict;
    }

    /**
     * Kits with the application's own configuration.
     *
     * @param host see {@link AvatarTestkit#start(Consumer)}
     * @return to be registered with {@code @RegisterExtension}
     */
    @Nonnull
    public static AvatarTestkitExtension configured(@Nonnull Consumer<AvatarSync.Builder> host) {
        return new AvatarTestkitExtension(Objects.requireNonNull(host, "host"), true);
    }

    /**
     * Lets tests end with scripted faults that never struck.
     *
     * @return the same but for that
     */
    @Nonnull
    public AvatarTestkitExtension allowingUnreachedFaults() {
        return new AvatarTestkitExtension(host, false);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        store(context).put(AvatarTestkit.class, AvatarTestkit.start(host));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        AvatarTestkit kit = kit(context);
        if (kit == null) {
            return;
        }
        try (kit) {
            context.getExecutionException()
                    .ifPresentOrElse(failure -> explain(failure, kit), () -> requireFaultsReached(kit));
        }
    }

    private static void explain(Throwable failure, AvatarTestkit kit) {
        String story = kit.timeline().toString();
        boolean skipped = failure instanceof TestAbortedException;
        if (!skipped && !String.valueOf(failure.getMessage()).contains(story)) {
            failure.addSuppressed(new WhatHappened(story));
        }
    }

    private void requireFaultsReached(AvatarTestkit kit) {
        if (!strict) {
            return;
        }
        try {
            kit.assertFaultsReached();
        } catch (AssertionError unreached) {
            explain(unreached, kit);
            throw unreached;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARTS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> part = parameter.getParameter().getType();
        AvatarTestkit kit = kit(context);
        if (kit == null) {
            throw new ParameterResolutionException("each test has a kit of its own: take " + part.getSimpleName()
                    + " in the test or in a method with @BeforeEach or @AfterEach, not in "
                    + parameter.getDeclaringExecutable());
        }
        return Objects.requireNonNull(PARTS.get(part)).apply(kit);
    }

    @Nullable
    private static AvatarTestkit kit(ExtensionContext context) {
        return store(context).get(AvatarTestkit.class, AvatarTestkit.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** Carries the timeline to wherever failures are shown; it is not an error of its own and has no trace. */
    private static final class WhatHappened extends Throwable {
        private static final long serialVersionUID = 1;

        WhatHappened(String story) {
            super("What happened, by the clock of the test:\n" + story, null, false, false);
        }
    }
}
