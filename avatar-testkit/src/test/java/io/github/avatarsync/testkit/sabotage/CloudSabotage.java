package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Clouds that break one rule each. */
enum CloudSabotage implements BreaksCloud {
    // --- C1 to C5: put ---------------------------------------------------------------------------------------------
    CUTS_LARGE_OBJECTS("C1", "an object ends after 8 MiB", () -> new BrokenCloud() {
        @Override
        public InputStream get(Session session, String key) {
            byte[] bytes = bytes(super.get(session, key));
            return new ByteArrayInputStream(bytes, 0, Math.min(bytes.length, 8 * 1024 * 1024));
        }

        private static byte[] bytes(InputStream in) {
            return BrokenMedia.bytes(in);
        }
    }),
    TAKES_PLAIN_METADATA_ONLY("C1", "metadata that is not ASCII is refused", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            if (object.metadata().values().stream()
                    .anyMatch(text -> text.chars().anyMatch(c -> c > 127))) {
                throw CloudStorageException.permanent(BlockedReason.REFUSED, "put " + object.key(), null);
            }
            super.put(session, object, content, sent);
        }
    }),
    KEEPS_WHAT_IT_GOT("C1", "content that breaks off leaves an object with the bytes so far", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            try {
                super.put(session, object, content, sent);
            } catch (CloudStorageException e) {
                if (e.getCause() instanceof IOException) {
                    honest.plant(object.key(), object.contentType(), new byte[1]);
                }
                throw e;
            }
        }
    }),
    SUCCEEDS_WITHOUT_EVIDENCE("C1", "put returns although its content broke off", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            try {
                super.put(session, object, content, sent);
            } catch (CloudStorageException e) {
                if (!(e.getCause() instanceof IOException)) {
                    throw e;
                }
            }
        }
    }),
    LETS_THE_LAST_RACER_WIN("C2", "racing puts each overwrite the other's object", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            if (racing() && object.key().contains("race")) {
                honest.plant(object.key(), object.contentType(), bytes(content));
            } else {
                super.put(session, object, content, sent);
            }
        }
    }),
    OVERWRITES_AND_COMPLAINS("C2", "put overwrites other bytes and fails with FOREIGN_OBJECT", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            try {
                super.put(session, object, content, sent);
            } catch (CloudStorageException e) {
                if (!racing() && e.kind() == Kind.PERMANENT && e.reason() == BlockedReason.FOREIGN_OBJECT) {
                    honest.plant(object.key(), object.contentType(), bytes(content));
                }
                throw e;
            }
        }
    }),
    TAKES_ITS_OWN_FOR_FOREIGN("C3", "put of the same bytes again fails with FOREIGN_OBJECT", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            boolean there = honest.bytes(object.key()).isPresent();
            super.put(session, object, content, sent);
            if (there && !racing()) {
                throw CloudStorageException.permanent(BlockedReason.FOREIGN_OBJECT, "put " + object.key(), null);
            }
        }
    }),
    TAKES_FOREIGN_FOR_REFUSED("C4", "other bytes under the key are REFUSED", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            try {
                super.put(session, object, content, sent);
            } catch (CloudStorageException e) {
                if (e.kind() == Kind.PERMANENT && e.reason() == BlockedReason.FOREIGN_OBJECT) {
                    throw CloudStorageException.permanent(BlockedReason.REFUSED, e.getMessage(), e);
                }
                throw e;
            }
        }
    }),
    TAKES_FOREIGN_FOR_ITS_OWN(
            "C4", "put returns when other bytes of the same size are under the key", () -> new BrokenCloud() {
                @Override
                public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
                    int there = honest.bytes(object.key())
                            .map(bytes -> bytes.length)
                            .orElse(-1);
                    if (racing() || there != object.size() || !session.owner().equals(owner(object))) {
                        super.put(session, object, content, sent);
                    } else {
                        sent.accept(object.size());
                    }
                }

                private OwnerId owner(CloudObject object) {
                    return OwnerId.of(object.key().split("/")[1].replace("fake-1:", ""));
                }
            }),
    PUBLISHES_AND_SAYS_CORRUPT(
            "C5", "content that is not what was announced is published, and CORRUPT", () -> new BrokenCloud() {
                @Override
                public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
                    try {
                        super.put(session, object, content, sent);
                    } catch (CloudStorageException e) {
                        if (e.kind() == Kind.CORRUPT && !(e.getCause() instanceof IOException)) {
                            honest.plant(object.key(), object.contentType(), bytes(content));
                        }
                        throw e;
                    }
                }
            }),
    CHECKS_THE_SIZE_ONLY("C5", "content of the announced size is published whatever its hash", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            try {
                super.put(session, object, content, sent);
            } catch (CloudStorageException e) {
                boolean read = e.kind() == Kind.CORRUPT && !(e.getCause() instanceof IOException);
                if (!read || bytes(content).length != object.size()) {
                    throw e;
                }
                honest.plant(object.key(), object.contentType(), bytes(content));
            }
        }
    }),

    // --- C6, C7: progress, interruption ----------------------------------------------------------------------------
    TELLS_PROGRESS_ELSEWHERE("C6", "progress comes on another thread", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            super.put(session, object, content, count -> {
                AtomicReference<RuntimeException> thrown = new AtomicReference<>();
                Thread other = new Thread(() -> {
                    try {
                        sent.accept(count);
                    } catch (RuntimeException e) {
                        thrown.set(e);
                    }
                });
                other.start();
                join(other);
                if (thrown.get() != null) {
                    throw thrown.get();
                }
            });
        }

        private static void join(Thread other) {
            boolean interrupted = false;
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }),
    TELLS_PROGRESS_TWICE_OVER("C6", "progress starts again from 0 in the middle", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            super.put(session, object, content, count -> {
                sent.accept(count);
                sent.accept(0);
            });
        }
    }),
    TELLS_MORE_THAN_THERE_IS(
            "C6", "progress counts what goes over the wire, framing included", () -> new BrokenCloud() {
                @Override
                public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
                    super.put(session, object, content, count -> sent.accept(count + 100));
                }
            }),
    TELLS_NO_PROGRESS("C6", "progress is not told at all", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            super.put(session, object, content, count -> {});
        }
    }),
    SWALLOWS_WHAT_PROGRESS_THROWS("C6", "put goes on when progress throws", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            super.put(session, object, content, count -> {
                try {
                    sent.accept(count);
                } catch (RuntimeException ignored) {
                    // As a listener that must not disturb.
                }
            });
        }
    }),
    LOSES_THE_INTERRUPT("C7", "the interrupt flag is cleared", () -> new Interruptible() {
        @Override
        RuntimeException interrupted(CloudStorageException e) {
            Thread.interrupted();
            return e;
        }
    }),
    TAKES_AN_INTERRUPT_FOR_A_FAULT("C7", "an interrupt is TRANSIENT", () -> new Interruptible() {
        @Override
        RuntimeException interrupted(CloudStorageException e) {
            return new CloudStorageException(Kind.TRANSIENT, e.getMessage(), e);
        }
    }),
    WAITS_ON_AFTER_AN_INTERRUPT("C7", "an interrupt does not end the wait for an answer", () -> new Interruptible() {
        @Override
        RuntimeException interrupted(CloudStorageException e) {
            if (racing()) {
                waitForEver();
            }
            return e;
        }
    }),

    // --- C8, C9: read, delete --------------------------------------------------------------------------------------
    TAKES_MISSING_FOR_A_FAULT("C8", "get of an object that never was is TRANSIENT", () -> new BrokenCloud() {
        private final Set<String> seen = new HashSet<>();

        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            if (!racing()) {
                seen.add(object.key());
            }
            super.put(session, object, content, sent);
        }

        @Override
        public InputStream get(Session session, String key) {
            try {
                return super.get(session, key);
            } catch (CloudStorageException e) {
                if (e.kind() == Kind.MISSING && !seen.contains(key)) {
                    throw new CloudStorageException(Kind.TRANSIENT, e.getMessage(), e);
                }
                throw e;
            }
        }
    }),
    DESCRIBES_LARGE_OBJECTS_WRONGLY("C8", "head tells 8 MiB for anything larger", () -> new BrokenCloud() {
        @Override
        public Optional<ObjectInfo> head(Session session, String key) {
            return super.head(session, key)
                    .map(info -> new ObjectInfo(info.key(), Math.min(info.size(), 8 * 1024 * 1024), info.sha256()));
        }
    }),
    DELETES_WHAT_IS_THERE_ONLY("C9", "delete of a missing object is MISSING", () -> new BrokenCloud() {
        @Override
        public Instant delete(Session session, String key) {
            boolean there = honest.bytes(key).isPresent();
            Instant answered = super.delete(session, key);
            if (!there) {
                throw new CloudStorageException(Kind.MISSING, "delete " + key, null);
            }
            return answered;
        }
    }),
    DELETES_BY_PREFIX("C9", "delete removes every object whose key begins like this one's", () -> new BrokenCloud() {
        @Override
        public Instant delete(Session session, String key) {
            Instant answered = super.delete(session, key);
            honest.objects().stream()
                    .filter(object -> object.key().startsWith(key))
                    .forEach(object -> honest.lose(object.key()));
            return answered;
        }
    }),
    DELETES_NOTHING("C9", "delete answers and leaves the object", () -> new BrokenCloud() {
        @Override
        public Instant delete(Session session, String key) {
            super.head(session, key);
            Optional<byte[]> bytes = honest.bytes(key);
            Instant answered = super.delete(session, key);
            bytes.ifPresent(left -> honest.plant(key, "image/png", left));
            return answered;
        }
    }),
    TELLS_THE_TIME_OF_THE_MACHINE(
            "C9", "delete returns the time by a clock that is an hour off", () -> new BrokenCloud() {
                @Override
                public Instant delete(Session session, String key) {
                    return super.delete(session, key).plus(Duration.ofHours(1));
                }
            }),

    // --- C10 to C13: who may, what fails, what is told -------------------------------------------------------------
    BELIEVES_WHAT_A_SESSION_SAYS("C10", "a session opens the folder that it names itself", () -> new BrokenCloud() {
        @Override
        public Optional<ObjectInfo> head(Session session, String key) {
            return super.head(believed(session), key);
        }

        private Session believed(Session session) {
            super.head(session, "avatars/shared/system/any.png");
            return honest.issue(
                    session.owner(), session.identity(), session.authority(), Duration.ofHours(1), clock.instant());
        }
    }),
    LETS_EVERYBODY_DELETE("C10", "delete takes no notice of folders", () -> new BrokenCloud() {
        @Override
        public Instant delete(Session session, String key) {
            super.head(session, "avatars/shared/system/any.png");
            String identity = key.split("/")[1];
            return super.delete(
                    honest.issue(session.owner(), identity, session.authority(), Duration.ofHours(1), clock.instant()),
                    key);
        }
    }),
    SHARES_ONE_CLIENT("C10", "concurrent requests carry the credentials of the first of them", () -> new BrokenCloud() {
        private final AtomicReference<Session> client = new AtomicReference<>();

        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            if (racing()) {
                client.compareAndSet(null, session);
                super.put(client.get(), object, content, sent);
            } else {
                super.put(session, object, content, sent);
            }
        }
    }),
    TAKES_UNKNOWN_FOR_REFUSED("C11", "unknown credentials are ACCESS_DENIED", () -> new Translating("unknown") {
        @Override
        CloudStorageException translated(CloudStorageException e) {
            return CloudStorageException.permanent(BlockedReason.ACCESS_DENIED, e.getMessage(), e);
        }
    }),
    TAKES_ENDED_FOR_A_FAULT("C11", "ended credentials are TRANSIENT", () -> new Translating("ended") {
        @Override
        CloudStorageException translated(CloudStorageException e) {
            return new CloudStorageException(Kind.TRANSIENT, e.getMessage(), e);
        }
    }),
    TAKES_OFFLINE_FOR_A_FAULT("C12", "nothing reachable is TRANSIENT", () -> new Translating("offline") {
        @Override
        CloudStorageException translated(CloudStorageException e) {
            return new CloudStorageException(Kind.TRANSIENT, e.getMessage(), e);
        }
    }),
    TELLS_THE_TOKEN_ON_REFUSAL(
            "C13", "the message of a refused request has the token in it", () -> new Translating("may not") {
                @Override
                CloudStorageException translated(CloudStorageException e) {
                    return CloudStorageException.permanent(
                            e.reason(), e.getMessage() + session().token(), e);
                }
            }),
    TELLS_THE_SECRET_WITH_A_CAUSE(
            "C13", "the cause of unknown, ended and unreachable has the secret in it", () -> new Translating("") {
                @Override
                CloudStorageException translated(CloudStorageException e) {
                    Exception cause = new IllegalStateException(
                            "signing with " + session().secret());
                    return e.kind() == Kind.SESSION || e.kind() == Kind.OFFLINE
                            ? new CloudStorageException(e.kind(), e.getMessage(), cause)
                            : e;
                }
            }),
    TELLS_THE_SIGNED_QUERY(
            "C13", "the message of a missing object has the signed URL in it", () -> new Translating("no such object") {
                @Override
                CloudStorageException translated(CloudStorageException e) {
                    return new CloudStorageException(Kind.MISSING, e.getMessage() + " GET ?X-Amz-Signature=0a1b", e);
                }
            });

    private final String rule;
    private final String does;
    private final Supplier<BrokenCloud> cloud;

    CloudSabotage(String rule, String does, Supplier<BrokenCloud> cloud) {
        this.rule = rule;
        this.does = does;
        this.cloud = cloud;
    }

    @Override
    public BrokenCloud open() {
        return cloud.get();
    }

    @Override
    public String rule() {
        return rule;
    }

    @Override
    public String does() {
        return does;
    }
}
