package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.sync.Courier.Result;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from each kind of failure: the one table from kinds to what is written, closed, parked or blocked. */
final class Settlement {
    /** How often the cloud may refuse to show an object before a person is needed. */
    private static final int MAX_DOUBTS = 3;

    private static final int THROTTLE_FACTOR = 4;

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final Desk desk;
    private final Trip trip;

    Settlement(Desk desk, Trip trip) {
        this.desk = desk;
        this.trip = trip;
    }

    /** Null means: plan again. */
    @Nullable
    Result of(CloudStorageException failure) {
        log.debug("avatar {}: {}: {}", trip.record().id(), failure.kind(), failure.getMessage());
        return switch (failure.kind()) {
            case OFFLINE -> offline(kind(failure), failure);
            case TRANSIENT, CONFLICT, MISSING -> transientFailure(kind(failure), message(failure));
            case THROTTLED ->
                throttled(kind(failure), failure, failure.retryAfter().orElse(Duration.ZERO));
            case SESSION -> trip.refresh() ? null : park(kind(failure), failure);
            case CORRUPT -> recheck(failure);
            case UNVERIFIED -> unverified(failure);
            case INTERRUPTED -> giveBack();
            case PERMANENT -> trip.block(failure.reason(), message(failure));
        };
    }

    Result of(CredentialsException failure) {
        log.debug("avatar {}: {}: {}", trip.record().id(), failure.kind(), failure.getMessage());
        return switch (failure.kind()) {
            case SIGNED_OUT, REFUSED -> park(kind(failure), failure);
            case OFFLINE -> offline(kind(failure), failure);
            case TRANSIENT -> transientFailure(kind(failure), message(failure));
            case THROTTLED -> throttled(kind(failure), failure, Duration.ZERO);
            case SETUP -> trip.block(BlockedReason.CREDENTIALS_SETUP, message(failure));
        };
    }

    Result transientFailure(String kind, String problem) {
        int failures = trip.record().failures() + 1;
        return putOff(kind, failures, desk.backoff().after(failures), problem);
    }

    /** As if it had not been claimed: due at once, nothing counted. */
    Result giveBack() {
        trip.write(trip.edit().attempts(0).dueAt(desk.clock().instant()));
        return Result.FAILED;
    }

    private Result offline(String kind, Exception failure) {
        desk.gate().offline(desk.clock().instant());
        log.info("the cloud cannot be reached: {}", message(failure));
        return counted(kind, giveBack());
    }

    private Result throttled(String kind, Exception failure, Duration retryAfter) {
        int failures = trip.record().failures() + 1;
        Duration pause = desk.backoff().after(failures).multipliedBy(THROTTLE_FACTOR);
        desk.gate().throttled(desk.clock().instant(), retryAfter);
        return putOff(kind, failures, pause.compareTo(retryAfter) > 0 ? pause : retryAfter, message(failure));
    }

    private Result park(String kind, Exception failure) {
        AvatarRecord record = trip.record();
        desk.parking().park(record.owner(), desk.clock().instant());
        desk.sessions().forget(record.owner());
        log.info("avatars of owner {} wait for a sign-in: {}", record.owner(), message(failure));
        return counted(kind, giveBack());
    }

    @Nullable
    private Result recheck(CloudStorageException failure) {
        try {
            return trip.recheckLocal(message(failure), this);
        } catch (CloudStorageException e) {
            // Looking for the bytes in the cloud failed in its own way, which counts now.
            return e.kind() == CloudStorageException.Kind.CORRUPT ? transientFailure(kind(e), message(e)) : of(e);
        } catch (Transfers.CancelledException e) {
            return giveBack();
        } catch (IOException | UncheckedIOException e) {
            return transientFailure(kind(failure), message(failure));
        }
    }

    private Result unverified(CloudStorageException failure) {
        int doubts = trip.record().doubts() + 1;
        if (doubts >= MAX_DOUBTS) {
            return trip.block(BlockedReason.CANNOT_VERIFY, message(failure));
        }
        Instant due = desk.clock().instant().plus(desk.backoff().after(doubts));
        trip.write(
                trip.edit().attempts(0).doubts(doubts).problem(message(failure)).dueAt(due));
        return counted(kind(failure), Result.FAILED);
    }

    private Result putOff(String kind, int failures, Duration pause, String problem) {
        Instant due = desk.clock().instant().plus(pause);
        trip.write(trip.edit().attempts(0).failures(failures).problem(problem).dueAt(due));
        return counted(kind, Result.FAILED);
    }

    /** What will be tried again; neither what was stopped here nor what is blocked. */
    private Result counted(String kind, Result result) {
        desk.events().failed(trip.record(), kind);
        return result;
    }

    private static String kind(CloudStorageException failure) {
        return failure.kind().name();
    }

    private static String kind(CredentialsException failure) {
        return failure.kind().name();
    }

    private static String message(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
