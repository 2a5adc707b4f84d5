package io.github.avatarsync.simulation;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Clouds, and sign-ins to them, that break one rule each. */
final class SabotagedClouds {
    private SabotagedClouds() {}

    /** A sign-in that hands out whatever token there is, as the one that was asked for. */
    static CredentialsSource relabels(CredentialsSource honest, HostProcess process) {
        return (owner, rejected) -> {
            Session theirs = honest.session(owner, rejected);
            return new Session(
                    owner,
                    theirs.identity(),
                    theirs.authority(),
                    theirs.keyId(),
                    theirs.secret(),
                    theirs.token(),
                    theirs.expiresAt());
        };
    }

    /** Takes any end of a request for success, as if a captive portal's page were S3's answer. */
    static CloudStorage takesSilenceForSuccess(CloudStorage honest, HostProcess process) {
        return new CloudWithout(honest) {
            @Override
            public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
                try {
                    honest.put(session, object, content, sent);
                } catch (CloudStorageException e) {
                    if (e.kind() != Kind.TRANSIENT) {
                        throw e;
                    }
                }
            }
        };
    }

    /** Dates its answers by the clock of the machine that asked. */
    static CloudStorage datesByTheMachine(CloudStorage honest, HostProcess process) {
        return new CloudWithout(honest) {
            @Override
            public Instant delete(Session session, String key) {
                honest.delete(session, key);
                return process.clock.instant();
            }
        };
    }

    /** Deletes only what the record says is there. */
    static CloudStorage deletesOnlyWhatIsFlagged(CloudStorage honest, HostProcess process) {
        return new CloudWithout(honest) {
            @Override
            public Instant delete(Session session, String key) {
                boolean flagged = process.device.records.readable().stream()
                        .flatMap(record -> record.variants().stream())
                        .anyMatch(v -> key.equals(v.key()) && v.inCloud());
                return flagged ? honest.delete(session, key) : process.world.time.instant();
            }
        };
    }

    /** Leaves what unfinished puts have left. */
    static CloudStorage abandonsNothing(CloudStorage honest, HostProcess process) {
        return new CloudWithout(honest) {
            @Override
            public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
                honest.put(session, object, content, sent, memo);
            }
        };
    }

    /** Begins puts of several requests and tells nobody. */
    static CloudStorage remembersNothing(CloudStorage honest, HostProcess process) {
        return new CloudWithout(honest) {
            @Override
            public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
                honest.put(session, object, content, sent, new PutMemo() {
                    @Override
                    public Optional<String> remembered() {
                        return Optional.empty();
                    }

                    @Override
                    public void remember(String what) {
                        // Broken: only this process knows, and only now.
                    }
                });
            }
        };
    }
}
