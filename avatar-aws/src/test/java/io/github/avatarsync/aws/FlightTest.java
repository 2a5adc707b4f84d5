package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class FlightTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Patience MINUTES = new Patience(Duration.ofMinutes(10));
    private static final Patience HARDLY_ANY = new Patience(Duration.ofMillis(50));

    private static Flight flight(long size, Patience patience) {
        return new Flight("put", "a/key", size, patience, new S3Errors(true));
    }

    @Test
    void anAnswerThatComesWhileProgressIsToldIsNotMissed() {
        String answer = assertTimeoutPreemptively(SOON, () -> {
            Flight flight = flight(10, MINUTES);
            CompletableFuture<String> coming = new CompletableFuture<>();
            flight.sent(10);
            return flight.await(coming, sent -> {
                coming.complete("there");
                // What any lock in a listener does: it takes the wake-up that the answer gave.
                LockSupport.parkNanos(this, 1);
            });
        });
        assertEquals("there", answer);
    }

    @Test
    void progressRisesOnlyAlsoWhenTheSdkBeginsAgain() {
        List<Long> told = new ArrayList<>();
        Flight flight = flight(10, MINUTES);
        CompletableFuture<String> coming = new CompletableFuture<>();
        flight.sent(4);
        flight.await(coming, sent -> {
            told.add(sent);
            if (sent == 4) {
                flight.sent(7);
                flight.sent(2);
            } else if (sent == 7) {
                flight.sent(12);
            } else {
                coming.complete("there");
            }
        });
        assertEquals(List.of(4L, 7L, 10L), told);
    }

    @Test
    void whatDoesNotMoveIsGivenUpAndCancelled() {
        CompletableFuture<String> never = new CompletableFuture<>();
        CloudStorageException error = assertTimeoutPreemptively(
                SOON,
                () -> assertThrows(
                        CloudStorageException.class,
                        () -> flight(10, HARDLY_ANY).await(never)));
        assertEquals(Kind.TRANSIENT, error.kind());
        assertTrue(never.isCancelled());
    }

    @Test
    void anAnswerThatSomebodyCancelledIsAFailureThatPasses() {
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(true);
        CloudStorageException error = assertThrows(
                CloudStorageException.class, () -> flight(10, MINUTES).await(cancelled));
        assertEquals(Kind.TRANSIENT, error.kind());
    }
}
