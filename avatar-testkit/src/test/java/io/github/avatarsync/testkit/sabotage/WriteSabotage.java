package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Position;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;

/** Stores that break one rule of writing each: S1 to S6. */
enum WriteSabotage implements StoreSabotage {
    // --- S1: insert is atomic, durable, and knows a duplicate ------------------------------------------------------
    LOSES_THE_LAST_INSERT(
            "S1", "an insert that no other call followed is gone for the next instance", () -> new BrokenStore() {
                private AvatarRecord unflushed;

                @Override
                BrokenStore reopen() {
                    if (unflushed != null) {
                        honest.remove(unflushed.id(), unflushed.revision());
                        unflushed = null;
                    }
                    return this;
                }

                @Override
                public AvatarRecord insert(AvatarRecord candidate) {
                    unflushed = null;
                    AvatarRecord stored = super.insert(candidate);
                    unflushed = stored.equals(candidate) && !racing() ? candidate : null;
                    return stored;
                }

                @Override
                public List<AvatarRecord> claim(Claim claim) {
                    unflushed = null;
                    return super.claim(claim);
                }

                @Override
                public boolean update(AvatarRecord next, long expectedRevision) {
                    unflushed = null;
                    return super.update(next, expectedRevision);
                }

                @Override
                public boolean remove(AvatarId id, long expectedRevision) {
                    unflushed = null;
                    return super.remove(id, expectedRevision);
                }
            }),
    ANSWERS_A_DUPLICATE_WITH_THE_CANDIDATE(
            "S1", "insert of a stored dedupe key returns the candidate", () -> new BrokenStore() {
                @Override
                public AvatarRecord insert(AvatarRecord candidate) {
                    super.insert(candidate);
                    return candidate;
                }
            }),
    COUNTS_THE_DUPLICATE("S1", "insert of a stored dedupe key writes to the stored record", () -> new BrokenStore() {
        @Override
        public AvatarRecord insert(AvatarRecord candidate) {
            AvatarRecord stored = super.insert(candidate);
            if (stored.id().equals(candidate.id()) || racing()) {
                return stored;
            }
            AvatarRecord counted = stored.edit().accepted(stored.accepted() + 1).save();
            super.update(counted, stored.revision());
            return counted;
        }
    }),
    FAILS_WHEN_REPEATED("S1", "insert of the same record again fails", () -> new BrokenStore() {
        @Override
        public AvatarRecord insert(AvatarRecord candidate) {
            if (!racing() && stored(candidate.id()).isPresent()) {
                throw new AvatarStoreException("the id is taken", null);
            }
            return super.insert(candidate);
        }
    }),
    NEVER_FREES_A_KEY("S1", "a dedupe key stays taken when its record gave it up or is gone", () -> new BrokenStore() {
        private final Map<String, AvatarRecord> keys = new ConcurrentHashMap<>();

        @Override
        public AvatarRecord insert(AvatarRecord candidate) {
            String key = candidate.dedupeKey();
            AvatarRecord stored = super.insert(candidate);
            AvatarRecord holder = key == null ? null : keys.putIfAbsent(key, stored);
            boolean freed = holder != null && !holder.id().equals(stored.id());
            return freed ? holder : stored;
        }
    }),
    LOOKS_BEFORE_IT_WRITES("S1", "racing inserts of one dedupe key are each stored", () -> new BrokenStore() {
        private final CyclicBarrier racers = new CyclicBarrier(4);
        private final List<String> keys = Collections.synchronizedList(new ArrayList<>());

        @Override
        public AvatarRecord insert(AvatarRecord candidate) {
            if (!racing()) {
                return super.insert(candidate);
            }
            keys.add(candidate.dedupeKey());
            Meeting.all(racers);
            if (Collections.frequency(keys, candidate.dedupeKey()) == 1) {
                return super.insert(candidate);
            }
            super.insert(AvatarRecord.parse(candidate.document().replaceFirst("\ndedupe: .*", "")));
            return candidate;
        }
    }),

    // --- S2, S3: ids and null keys ---------------------------------------------------------------------------------
    OVERWRITES_A_TAKEN_ID("S2", "insert replaces a record with the same id", () -> new BrokenStore() {
        @Override
        public AvatarRecord insert(AvatarRecord candidate) {
            stored(candidate.id())
                    .filter(taken ->
                            taken.dedupeKey() == null || !taken.dedupeKey().equals(candidate.dedupeKey()))
                    .ifPresent(taken -> super.remove(taken.id(), taken.revision()));
            return super.insert(candidate);
        }
    }),
    KEEPS_THE_KEY_OF_WHAT_IT_REFUSED("S2", "a record that was refused holds its dedupe key", () -> new BrokenStore() {
        private final Set<String> held = new HashSet<>();

        @Override
        public AvatarRecord insert(AvatarRecord candidate) {
            if (held.contains(candidate.dedupeKey())) {
                throw new AvatarStoreException("the dedupe key is taken", null);
            }
            try {
                return super.insert(candidate);
            } catch (AvatarStoreException taken) {
                if (!racing() && candidate.dedupeKey() != null) {
                    held.add(candidate.dedupeKey());
                }
                throw taken;
            }
        }
    }),
    TELLS_ALL_RACERS_THAT_THEY_WON("S2", "racing inserts of one id all return", () -> new BrokenStore() {
        @Override
        public AvatarRecord insert(AvatarRecord candidate) {
            try {
                return super.insert(candidate);
            } catch (AvatarStoreException taken) {
                if (racing()) {
                    return candidate;
                }
                throw taken;
            }
        }
    }),
    TAKES_NULL_FOR_A_KEY("S3", "two records of one owner without a dedupe key are duplicates", () -> new BrokenStore() {
        @Override
        public AvatarRecord insert(AvatarRecord candidate) {
            return honest.records().stream()
                    .filter(record -> candidate.dedupeKey() == null && record.dedupeKey() == null)
                    .filter(record -> record.owner().equals(candidate.owner()))
                    .findFirst()
                    .orElseGet(() -> super.insert(candidate));
        }
    }),

    // --- S4: every instance sees every write -----------------------------------------------------------------------
    REMEMBERS_WHAT_WAS_MISSING(
            "S4",
            "an instance that once missed a record does not look again",
            () -> new Remembering(new InMemoryAvatarStore(), true)),
    REMEMBERS_WHAT_IT_FOUND(
            "S4",
            "an instance sees only its own writes to a record that it has read",
            () -> new Remembering(new InMemoryAvatarStore(), false)),
    LISTS_FROM_A_SNAPSHOT(
            "S4",
            "an instance lists what it listed before, until it writes itself",
            () -> new Snapshot(new InMemoryAvatarStore())),

    // --- S5, S6: update, remove ------------------------------------------------------------------------------------
    LEAVES_THE_STATE_COLUMN(
            "S5", "update writes the document, and the column of the state as it was", () -> new BrokenStore() {
                private final Map<AvatarId, AvatarState> column = new HashMap<>();

                @Override
                public AvatarRecord insert(AvatarRecord candidate) {
                    column.put(candidate.id(), candidate.state());
                    return super.insert(candidate);
                }

                @Override
                public List<AvatarRecord> list(Filter filter, int limit, Position after) {
                    return super.list(new Filter(filter.owner(), null), Integer.MAX_VALUE, after).stream()
                            .filter(record -> filter.state() == null || filter.state() == column.get(record.id()))
                            .limit(limit)
                            .toList();
                }
            }),
    LEAVES_THE_DUE_COLUMN(
            "S5", "update writes the document, and the column of the due time as it was", () -> new BrokenStore() {
                private final Map<AvatarId, Instant> stale = new ConcurrentHashMap<>();

                @Override
                public boolean update(AvatarRecord next, long expectedRevision) {
                    Instant due = stored(next.id()).map(AvatarRecord::dueAt).orElse(null);
                    boolean updated = super.update(next, expectedRevision);
                    if (updated && due != null) {
                        stale.putIfAbsent(next.id(), due);
                    }
                    return updated;
                }

                @Override
                public Optional<Instant> nextDue(Claim.Owners owners) {
                    return stale.isEmpty()
                            ? super.nextDue(owners)
                            : stale.values().stream().min(Comparator.naturalOrder());
                }
            }),
    LEAVES_THE_KEY_COLUMN(
            "S5", "update writes the document, and the column of the dedupe key as it was", () -> new BrokenStore() {
                private final Set<String> unseen = new HashSet<>();

                @Override
                public boolean update(AvatarRecord next, long expectedRevision) {
                    if (!racing()
                            && next.dedupeKey() != null
                            && stored(next.id())
                                    .filter(old -> next.dedupeKey().equals(old.dedupeKey()))
                                    .isEmpty()) {
                        unseen.add(next.dedupeKey());
                    }
                    return super.update(next, expectedRevision);
                }

                @Override
                public AvatarRecord insert(AvatarRecord candidate) {
                    return unseen.contains(candidate.dedupeKey()) ? candidate : super.insert(candidate);
                }
            }),
    TAKES_AN_OLD_REVISION(
            "S5", "update overwrites a record that was written since it was read", () -> new BrokenStore() {
                @Override
                public boolean update(AvatarRecord next, long expectedRevision) {
                    long now = stored(next.id()).map(AvatarRecord::revision).orElse(0L);
                    if (racing() || now <= expectedRevision) {
                        return super.update(next, expectedRevision);
                    }
                    String forced = next.document().replaceFirst("\nrevision: .*", "\nrevision: " + (now + 1));
                    return super.update(AvatarRecord.parse(forced), now);
                }
            }),
    UPDATES_WHAT_IS_NOT_THERE("S5", "update of a missing record returns true", () -> new BrokenStore() {
        @Override
        public boolean update(AvatarRecord next, long expectedRevision) {
            return super.update(next, expectedRevision)
                    || !racing() && stored(next.id()).isEmpty();
        }
    }),
    TELLS_EVERY_UPDATE_THAT_IT_WON("S5", "racing updates of one revision all get true", () -> new BrokenStore() {
        @Override
        public boolean update(AvatarRecord next, long expectedRevision) {
            return super.update(next, expectedRevision)
                    || racing()
                            && stored(next.id())
                                    .filter(winner -> winner.revision() == expectedRevision + 1)
                                    .filter(winner -> winner.attempts() == next.attempts())
                                    .isPresent();
        }
    }),
    REMOVES_ANY_REVISION(
            "S6", "remove takes away a record that was written since it was read", () -> new BrokenStore() {
                @Override
                public boolean remove(AvatarId id, long expectedRevision) {
                    long now = stored(id).map(AvatarRecord::revision).orElse(expectedRevision);
                    return super.remove(id, racing() ? expectedRevision : now);
                }
            }),
    REMOVES_TWICE("S6", "remove of what is gone returns true", () -> new BrokenStore() {
        private final Set<AvatarId> gone = new HashSet<>();

        @Override
        public boolean remove(AvatarId id, long expectedRevision) {
            boolean removed = super.remove(id, expectedRevision) || gone.contains(id);
            if (removed && !racing()) {
                gone.add(id);
            }
            return removed;
        }
    }),
    KNOWS_THE_REMOVED("S6", "what was removed counts as known", () -> new BrokenStore() {
        private final Set<AvatarId> gone = ConcurrentHashMap.newKeySet();

        @Override
        public boolean remove(AvatarId id, long expectedRevision) {
            boolean removed = super.remove(id, expectedRevision);
            if (removed) {
                gone.add(id);
            }
            return removed;
        }

        @Override
        public boolean knows(AvatarId id) {
            return gone.contains(id) || super.knows(id);
        }
    }),
    REMOVES_BEHIND_AN_UPDATE(
            "S6", "a remove that lost its race against an update returns true", () -> new BrokenStore() {
                private final Map<AvatarId, CountDownLatch> updated = new ConcurrentHashMap<>();

                @Override
                public boolean update(AvatarRecord next, long expectedRevision) {
                    boolean won = super.update(next, expectedRevision);
                    latch(next.id()).countDown();
                    return won;
                }

                @Override
                public boolean remove(AvatarId id, long expectedRevision) {
                    if (!racing()) {
                        return super.remove(id, expectedRevision);
                    }
                    Meeting.after(latch(id));
                    return true;
                }

                private CountDownLatch latch(AvatarId id) {
                    return updated.computeIfAbsent(id, any -> new CountDownLatch(1));
                }
            });

    private final String rule;
    private final String does;
    private final Supplier<BrokenStore> store;

    WriteSabotage(String rule, String does, Supplier<BrokenStore> store) {
        this.rule = rule;
        this.does = does;
        this.store = store;
    }

    @Override
    public BrokenStore open() {
        return store.get();
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
