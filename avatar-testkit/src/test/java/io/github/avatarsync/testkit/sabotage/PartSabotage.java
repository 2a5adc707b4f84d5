package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Clouds that break one of the rules of puts that take several requests. */
enum PartSabotage implements BreaksCloud {
    TELLS_ONLY_WHAT_IS_LEFT("C14", "a put that goes on tells its progress from zero", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
            long[] before = {memo.remembered().isPresent() ? -1 : 0};
            super.put(
                    session,
                    object,
                    content,
                    now -> {
                        before[0] = before[0] < 0 ? now : before[0];
                        sent.accept(now - before[0]);
                    },
                    memo);
        }
    }),
    KEEPS_ITS_NOTE_TO_ITSELF("C14", "what is begun is not remembered", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
            super.put(session, object, content, sent, with(Optional.empty(), what -> {}));
        }
    }),
    BEGINS_AGAIN_BESIDE_THE_FIRST(
            "C14", "a put takes no notice of what an earlier one has left", () -> new BrokenCloud() {
                @Override
                public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
                    super.put(session, object, content, sent, with(Optional.empty(), memo::remember));
                }
            }),
    LEAVES_ITS_PARTS_BESIDE_THE_OBJECT(
            "C14", "a put that finds the object leaves what an earlier one has begun", () -> new BrokenCloud() {
                @Override
                public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
                    if (honest.bytes(object.key()).isEmpty()) {
                        super.put(session, object, content, sent, memo);
                    }
                }
            }),
    FAILS_WHEN_ITS_PARTS_ARE_GONE(
            "C14", "a put whose earlier parts are gone is a conflict for ever", () -> new BrokenCloud() {
                @Override
                public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
                    if (memo.remembered().isPresent() && honest.unfinished().isEmpty()) {
                        throw new CloudStorageException(Kind.CONFLICT, "put " + object.key(), null);
                    }
                    super.put(session, object, content, sent, memo);
                }
            }),
    GOES_ON_WITHOUT_A_NOTE("C14", "a put goes on although it could not be remembered", () -> new BrokenCloud() {
        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
            super.put(session, object, content, sent, with(memo.remembered(), what -> {
                try {
                    memo.remember(what);
                } catch (IllegalStateException e) {
                    // Broken: nobody will know.
                    return;
                }
            }));
        }
    }),
    KEEPS_WHAT_IS_ABANDONED("C15", "abandon does nothing", () -> new BrokenCloud() {
        @Override
        public void abandon(Session session, String key, String remembered) {
            super.head(session, key);
        }
    }),
    ABANDONS_ONCE("C15", "abandon of what is gone is an error", () -> new BrokenCloud() {
        private final Set<String> abandoned = new HashSet<>();

        @Override
        public void abandon(Session session, String key, String remembered) {
            if (!abandoned.add(remembered)) {
                throw new CloudStorageException(Kind.MISSING, "abandon " + key, null);
            }
            super.abandon(session, key, remembered);
        }
    });

    private final String rule;
    private final String does;
    private final Supplier<BrokenCloud> cloud;

    PartSabotage(String rule, String does, Supplier<BrokenCloud> cloud) {
        this.rule = rule;
        this.does = does;
        this.cloud = cloud;
    }

    private static PutMemo with(Optional<String> remembered, Consumer<String> remember) {
        return new PutMemo() {
            @Override
            public Optional<String> remembered() {
                return remembered;
            }

            @Override
            public void remember(String what) {
                remember.accept(what);
            }
        };
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
