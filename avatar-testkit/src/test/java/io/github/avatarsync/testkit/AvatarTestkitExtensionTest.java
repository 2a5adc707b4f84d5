package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.Variant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class AvatarTestkitExtensionTest {
    @ExtendWith(AvatarTestkitExtension.class)
    static class Injected {
        private AvatarTestkit kit;

        @BeforeEach
        void take(AvatarTestkit started) {
            assertTrue(started.store().records().isEmpty(), "another test's kit");
            kit = started;
        }

        @RepeatedTest(2)
        void theKitAndItsParts(
                AvatarTestkit given,
                AvatarSync sync,
                InMemoryAvatarStore store,
                InMemoryMediaStore media,
                InMemoryCloudStorage cloud,
                FakeCredentialsSource credentials,
                ManualClock clock,
                RecordingListener events,
                Timeline timeline) {
            assertSame(kit, given);
            assertSame(kit.sync(), sync);
            assertSame(kit.store(), store);
            assertSame(kit.media(), media);
            assertSame(kit.cloud(), cloud);
            assertSame(kit.credentials(), credentials);
            assertSame(kit.clock(), clock);
            assertSame(kit.events(), events);
            assertSame(kit.timeline(), timeline);
            upload(kit);
        }

        @AfterEach
        void stillOpen(AvatarTestkit given) {
            assertSame(kit, given);
            kit.syncUntilIdle();
        }
    }

    @Test
    void eachTestAndItsLifecycleMethodsShareOneKit() {
        run(Injected.class).testEvents().assertStatistics(count -> count.succeeded(2));
    }

    static class Leaving {
        static AvatarTestkit first;
        static AvatarTestkit second;

        @RegisterExtension
        final AvatarTestkitExtension avatars = AvatarTestkitExtension.configured(
                builder -> builder.rules(MediaRules.builder().thumbnailSizes(24).build()));

        @RepeatedTest(2)
        void leaves(AvatarTestkit kit) {
            upload(kit);
            assertEquals(
                    24,
                    kit.store()
                            .records()
                            .get(0)
                            .avatar()
                            .variant(Variant.THUMB)
                            .orElseThrow()
                            .width());
            first = first == null ? kit : first;
            second = kit;
        }
    }

    @Test
    void kitsAreClosedAndConfigured() {
        run(Leaving.class).testEvents().assertStatistics(count -> count.succeeded(2));

        assertNotSame(Leaving.first, Leaving.second);
        assertThrows(IllegalStateException.class, () -> Leaving.first.sync().runOnce(), "not closed");
        assertThrows(IllegalStateException.class, () -> Leaving.second.sync().runOnce(), "not closed");
    }

    @ExtendWith(AvatarTestkitExtension.class)
    static class TooEarly {
        @BeforeAll
        static void take(AvatarTestkit kit) {
            fail("there is no test yet: " + kit);
        }

        @Test
        void never() {}
    }

    @Test
    void whatBelongsToNoTestGetsNoKitAndIsToldWhere() {
        Throwable refusal = run(TooEarly.class)
                .containerEvents()
                .failed()
                .map(AvatarTestkitExtensionTest::failure)
                .findFirst()
                .orElseThrow();

        assertTrue(refusal.getMessage().contains("take AvatarTestkit in the test or in a method with @BeforeEach"));
    }

    @ExtendWith(AvatarTestkitExtension.class)
    static class Endings {
        @Test
        void wrongExpectation(AvatarTestkit kit) {
            upload(kit);
            kit.cloud().script(Fault.loseAnswer().on(Operation.CLOUD_DELETE));
            fail("the page is empty");
        }

        @Test
        void stuck(AvatarTestkit kit) {
            kit.goOffline();
            upload(kit);
            kit.syncUntilIdle();
        }

        @Test
        void skipped(AvatarTestkit kit) {
            kit.cloud().script(Fault.fail());
            abort("not here");
        }

        @Test
        void leftOver(AvatarTestkit kit) {
            kit.cloud().script(Fault.loseAnswer().on(Operation.CLOUD_DELETE));
            kit.store().script(Fault.fail().on(Operation.STORE_REMOVE).nth(2));
            upload(kit);
            kit.syncUntilIdle();
        }

        @Test
        void allowedToBeLeftOver(AvatarTestkit kit) {
            kit.cloud().script(Fault.loseAnswer().on(Operation.CLOUD_DELETE).optional());
            upload(kit);
        }

        @Test
        void healed(AvatarTestkit kit) {
            kit.cloud().script(Fault.fail());
            kit.cloud().heal();
        }

        @Test
        void fine(AvatarTestkit kit) {
            kit.cloud().script(Fault.loseAnswer().on(Operation.CLOUD_PUT));
            upload(kit);
            kit.syncUntilIdle();
        }
    }

    @Test
    void aFailureIsPrintedWithWhatHappened() {
        String printed = printed(ending("wrongExpectation"));

        assertTrue(printed.contains("the page is empty"), printed);
        assertTrue(printed.contains("What happened"), printed);
        assertTrue(printed.contains("12:00:00Z  STORE_INSERT "), printed);
        assertFalse(printed.contains("never struck"), "it failed already: " + printed);
    }

    @Test
    void whatHappenedIsPrintedOnce() {
        String printed = printed(ending("stuck"));

        assertEquals(printed.indexOf("STORE_INSERT"), printed.lastIndexOf("STORE_INSERT"), printed);
    }

    @Test
    void aSkippedTestStaysSkippedAndSilent() {
        Event aborted =
                run(Endings.class).testEvents().aborted().stream().findFirst().orElseThrow();

        assertEquals("skipped", method(aborted));
        assertEquals(0, failure(aborted).getSuppressed().length);
    }

    @Test
    void faultsThatNeverStruckFailTheTestByName() {
        String printed = printed(ending("leftOver"));

        assertTrue(printed.contains("InMemoryCloudStorage: lose the answer on [CLOUD_DELETE]"), printed);
        assertTrue(printed.contains("InMemoryAvatarStore: fail on [STORE_REMOVE] from call 2"), printed);
        assertTrue(printed.contains("What happened"), printed);
    }

    @Test
    void whatStruckOrNeedNotStrikeOrWasHealedIsNoFailure() {
        assertEquals(
                List.of("allowedToBeLeftOver", "fine", "healed"),
                run(Endings.class)
                        .testEvents()
                        .succeeded()
                        .map(AvatarTestkitExtensionTest::method)
                        .sorted()
                        .toList());
    }

    static class Lenient {
        @RegisterExtension
        final AvatarTestkitExtension avatars = new AvatarTestkitExtension().allowingUnreachedFaults();

        @Test
        void leftOver(AvatarTestkit kit) {
            kit.cloud().script(Fault.loseAnswer().on(Operation.CLOUD_DELETE));
        }
    }

    @Test
    void aClassMayAllowFaultsThatNeverStruck() {
        run(Lenient.class).testEvents().assertStatistics(count -> count.succeeded(1));
    }

    private static void upload(AvatarTestkit kit) {
        kit.sync().of(kit.signIn("anna")).upload(AvatarSource.bytes(SampleImages.png(32, 32)));
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    private static Throwable ending(String name) {
        return run(Endings.class)
                .testEvents()
                .failed()
                .filter(event -> method(event).equals(name))
                .map(AvatarTestkitExtensionTest::failure)
                .findFirst()
                .orElseThrow();
    }

    private static String method(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", "");
    }

    private static Throwable failure(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow();
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
