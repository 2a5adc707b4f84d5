package io.github.avatarsync.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.testkit.AvatarTestkit;
import io.github.avatarsync.testkit.AvatarTestkitExtension;
import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.InMemoryCloudStorage;
import io.github.avatarsync.testkit.ManualClock;
import io.github.avatarsync.testkit.SampleImages;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What other teams do with the testkit, on the JUnit that this module is built with. */
@ExtendWith(AvatarTestkitExtension.class)
class HostTest {
    private AvatarTestkit kit;

    @BeforeEach
    void take(AvatarTestkit given) {
        kit = given;
    }

    @Test
    void runsOnTheJUnitOfThisModule() {
        assertEquals(
                System.getProperty("expected.junit"), Test.class.getPackage().getImplementationVersion());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64})
    void syncsAnAvatar(int side, InMemoryCloudStorage cloud, ManualClock clock) {
        cloud.script(Fault.loseAnswer());

        upload(kit, side);
        kit.restart();
        kit.syncUntilIdle();

        assertEquals(AvatarState.SYNCED, kit.store().records().get(0).state());
        assertTrue(clock.instant().isAfter(ManualClock.START));
    }

    @Nested
    class Inside {
        @Test
        void theKitIsTheSame(AvatarTestkit given) {
            assertSame(kit, given);
        }
    }

    @ExtendWith(AvatarTestkitExtension.class)
    static class Endings {
        @Test
        void wrongExpectation(AvatarTestkit kit) {
            upload(kit, 16);
            fail("the page is empty");
        }

        @Test
        void leftOver(InMemoryCloudStorage cloud) {
            cloud.script(Fault.loseAnswer());
        }

        @Test
        void fine(AvatarTestkit kit) {
            upload(kit, 16);
        }
    }

    @Test
    void failuresTellWhatHappenedAndFaultsThatNeverStruckFail() {
        Map<String, String> failed =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(Endings.class))
                        .execute()
                        .testEvents()
                        .failed()
                        .stream()
                        .collect(Collectors.toMap(
                                event -> event.getTestDescriptor()
                                        .getDisplayName()
                                        .replaceAll("\\(.*", ""),
                                HostTest::printed));

        assertEquals(2, failed.size(), failed::toString);
        assertTrue(failed.get("wrongExpectation").contains("STORE_INSERT"), failed::toString);
        assertTrue(failed.get("leftOver").contains("lose the answer"), failed::toString);
    }

    private static void upload(AvatarTestkit kit, int side) {
        kit.sync().of(kit.signIn("anna")).upload(AvatarSource.bytes(SampleImages.png(side, side)));
    }

    private static String printed(Event event) {
        StringWriter text = new StringWriter();
        event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow()
                .printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
