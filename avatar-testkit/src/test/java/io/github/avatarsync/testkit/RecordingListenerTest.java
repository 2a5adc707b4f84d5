package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {
    private final Avatar pending = new SampleRecords().pending("anna").save().avatar();
    private final Avatar synced = new SampleRecords().synced("anna").save().avatar();
    private final RecordingListener listener = new RecordingListener();

    @Test
    void remembersWhatItHearsInOrder() {
        listener.changed(pending);
        listener.progress(pending, 0, 20);
        listener.progress(pending, 20, 20);
        listener.changed(synced);

        assertEquals(List.of(AvatarState.PENDING, AvatarState.SYNCED), listener.states(pending.id()));
        assertEquals(List.of(0L, 20L), listener.progress(pending.id()));
        assertEquals(
                "changed " + pending.id() + " PENDING",
                listener.toString().lines().findFirst().orElseThrow());
    }

    @Test
    void waitsForAStateThatComesLater() throws Exception {
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> listener.awaitState(synced.id(), AvatarState.SYNCED));
        listener.changed(pending);
        listener.changed(synced);

        waiting.get(10, TimeUnit.SECONDS);
        listener.awaitState(synced.id(), AvatarState.SYNCED);
    }

    @Test
    void whatIsNotHeardInTimeFailsWithWhatWasHeard() {
        listener.changed(pending);
        AssertionError error =
                assertThrows(AssertionError.class, () -> listener.await(event -> false, Duration.ofMillis(1)));
        assertTrue(error.getMessage().contains(pending.id() + " PENDING"), error.getMessage());
    }
}
