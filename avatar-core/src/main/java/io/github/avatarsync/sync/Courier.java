package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CredentialsException;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one claimed record as far as it goes now, step by step, and writes down how it ended. */
final class Courier {
    /** How a record's trip ended. */
    enum Result {
        /** It reached its goal, or a tombstone was swept. */
        DONE,
        /** It waits for another attempt, a sign-in or a person. */
        FAILED,
        /** Somebody else goes on with it. */
        LOST
    }

    /** How far a claim or a renewal puts a record off for others. */
    static final Duration LEASE = Duration.ofSeconds(90);

    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Planner planner;
    private final Desk desk;

    Courier(Planner planner, Desk desk) {
        this.planner = planner;
        this.desk = desk;
    }

    Result carry(AvatarRecord claimed) {
        try (Transfers.Transfer transfer = desk.transfers().begin(claimed)) {
            Trip trip = new Trip(desk, claimed, transfer);
            try {
                return steps(trip);
            } catch (AvatarStoreException e) {
                log.warn("local storage failed while avatar {} was carried: {}", claimed.id(), e.getMessage());
                desk.gate().halted(desk.clock().instant());
                desk.events().failed(trip.record(), "STORE");
                return Result.FAILED;
            }
        }
    }

    private Result steps(Trip trip) {
        Settlement settlement = new Settlement(desk, trip);
        for (; ; ) {
            try {
                Action action = planner.plan(
                        trip.record(),
                        trip.session(),
                        trip.renewed(),
                        desk.clock().instant());
                Result result = trip.perform(action);
                if (result != null) {
                    return result;
                }
            } catch (Trip.LostException e) {
                return trip.lost();
            } catch (AvatarStoreException e) {
                throw e;
            } catch (RuntimeException | IOException e) {
                Result result = settle(settlement, trip, e);
                if (result != null) {
                    return result;
                }
            }
        }
    }

    /** Null means: plan again. */
    @Nullable
    private static Result settle(Settlement settlement, Trip trip, Exception failure) {
        try {
            if (failure instanceof CloudStorageException cloud) {
                return settlement.of(cloud);
            }
            if (failure instanceof CredentialsException credentials) {
                return settlement.of(credentials);
            }
            if (failure instanceof Transfers.CancelledException) {
                return settlement.giveBack();
            }
            if (failure instanceof IOException || failure instanceof UncheckedIOException) {
                return settlement.transientFailure("LOCAL", failure.toString());
            }
            log.error(
                    "avatar {}: unexpected failure, will be tried again",
                    trip.record().id(),
                    failure);
            return settlement.transientFailure("UNEXPECTED", failure.getClass().getName());
        } catch (Trip.LostException e) {
            return trip.lost();
        }
    }
}
