package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores that break one rule of the queue each: S7 to S12. */
enum ReadSabotage implements StoreSabotage {
    // --- S7: list --------------------------------------------------------------------------------------------------
    LISTS_THE_OLDEST_FIRST("S7", "list is in the order of creation", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> list(Filter filter, int limit, Position after) {
            List<AvatarRecord> all = new ArrayList<>(super.list(filter, Integer.MAX_VALUE, null));
            Collections.reverse(all);
            return all.stream()
                    .filter(record -> after == null || Position.of(record).compareTo(after) < 0)
                    .limit(limit)
                    .toList();
        }
    }),
    LISTS_TIES_BACKWARDS(
            "S7", "records created in the same millisecond are in no fixed order", () -> new BrokenStore() {
                @Override
                public List<AvatarRecord> list(Filter filter, int limit, Position after) {
                    return super.list(filter, Integer.MAX_VALUE, after).stream()
                            .sorted(Comparator.comparing(AvatarRecord::createdAt)
                                    .reversed()
                                    .thenComparing(AvatarRecord::id, Comparator.reverseOrder()))
                            .limit(limit)
                            .toList();
                }
            }),
    LISTS_THE_POSITION_AGAIN("S7", "a page begins with the last record of the page before", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> list(Filter filter, int limit, Position after) {
            return super.list(filter, Integer.MAX_VALUE, null).stream()
                    .filter(record -> after == null || Position.of(record).compareTo(after) >= 0)
                    .limit(limit)
                    .toList();
        }
    }),
    NEEDS_THE_RECORD_AT_THE_POSITION(
            "S7", "paging ends when the record at the position was removed", () -> new BrokenStore() {
                @Override
                public List<AvatarRecord> list(Filter filter, int limit, Position after) {
                    boolean there = after == null || stored(after.id()).isPresent();
                    return there ? super.list(filter, limit, after) : List.of();
                }
            }),
    IGNORES_THE_STATE_OF_AN_OWNER(
            "S7", "a filter by owner and state shows the owner's records in any state", () -> new BrokenStore() {
                @Override
                public List<AvatarRecord> list(Filter filter, int limit, Position after) {
                    return super.list(filter.owner() == null ? filter : Filter.of(filter.owner()), limit, after);
                }
            }),
    LISTS_OWNERS_WITHOUT_CASE("S7", "list takes two owners for one that differ in case only", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> list(Filter filter, int limit, Position after) {
            return super.list(new Filter(null, filter.state()), Integer.MAX_VALUE, after).stream()
                    .filter(record -> filter.owner() == null
                            || filter.owner()
                                    .value()
                                    .equalsIgnoreCase(record.owner().value()))
                    .limit(limit)
                    .toList();
        }
    }),

    COUNTS_TOO_MUCH("S7", "count takes no notice of the state", () -> new BrokenStore() {
        @Override
        public long count(Filter filter) {
            return super.count(new Filter(filter.owner(), null));
        }
    }),

    // --- S8, S9: claim ---------------------------------------------------------------------------------------------
    CLAIMS_THE_NEWEST_FIRST("S8", "claim takes the latest due first", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> claim(Claim claim) {
            List<AvatarRecord> claimed = honest.records().stream()
                    .filter(claim::takes)
                    .sorted(Comparator.comparing(AvatarRecord::dueAt).reversed())
                    .limit(claim.limit())
                    .filter(record -> super.update(record.claimed(claim), record.revision()))
                    .map(record -> record.claimed(claim))
                    .toList();
            return claimed;
        }
    }),
    CLAIMS_ONE_MORE("S8", "claim takes one record more than its limit", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> claim(Claim claim) {
            return super.claim(new Claim(claim.now(), claim.lease(), claim.limit() + 1, claim.owners()));
        }
    }),
    CLAIMS_FROM_EVERYBODY("S8", "claim takes no notice of owners that are left out", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> claim(Claim claim) {
            boolean all = !claim.owners().only();
            return super.claim(
                    new Claim(claim.now(), claim.lease(), claim.limit(), all ? Claim.Owners.all() : claim.owners()));
        }
    }),
    CLAIMS_FOR_A_THOUSAND_OWNERS("S8", "claim looks at the first thousand owners only", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> claim(Claim claim) {
            Set<OwnerId> some = claim.owners().set().stream()
                    .sorted(Comparator.comparing(OwnerId::value).reversed())
                    .limit(1_000)
                    .collect(Collectors.toSet());
            Claim.Owners owners = new Claim.Owners(claim.owners().only(), some);
            return super.claim(new Claim(claim.now(), claim.lease(), claim.limit(), owners));
        }
    }),
    HANDS_OUT_WHAT_IT_DID_NOT_STORE("S8", "claim returns records as they were before", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> claim(Claim claim) {
            List<AvatarRecord> before =
                    honest.records().stream().filter(claim::takes).toList();
            List<AvatarRecord> claimed = super.claim(claim);
            return claim.limit() == 3 && !racing()
                    ? claimed.stream()
                            .flatMap(record ->
                                    before.stream().filter(old -> old.id().equals(record.id())))
                            .toList()
                    : claimed;
        }
    }),
    GIVES_EVERYBODY_THE_SAME_LEASE(
            "S8",
            "claim puts a record off by the lease of the claim, however often it was tried",
            () -> new BrokenStore() {
                @Override
                public List<AvatarRecord> claim(Claim claim) {
                    return super.claim(claim).stream()
                            .map(record -> shortened(record, claim))
                            .toList();
                }

                private AvatarRecord shortened(AvatarRecord record, Claim claim) {
                    String due = "\ndue: " + claim.now().plus(claim.lease());
                    return AvatarRecord.parse(record.document().replaceFirst("\ndue: .*", due));
                }
            }),
    CLAIMS_WHAT_IS_PENDING_ONLY("S8", "claim leaves what is blocked or being deleted", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> claim(Claim claim) {
            return super.claim(claim).stream()
                    .filter(record -> record.state() == AvatarState.PENDING)
                    .toList();
        }
    }),
    HANDS_A_RECORD_TO_TWO("S8", "racing claims get a record that another one has", () -> new BrokenStore() {
        private final List<AvatarRecord> handed = Collections.synchronizedList(new ArrayList<>());

        @Override
        public List<AvatarRecord> claim(Claim claim) {
            List<AvatarRecord> claimed = super.claim(claim);
            if (racing() && claimed.size() > 1) {
                handed.addAll(claimed);
            }
            return claimed.isEmpty() && !handed.isEmpty() ? List.of(handed.get(0)) : claimed;
        }
    }),
    CLAIMS_OVER_AN_UPDATE(
            "S8", "a claim that lost its race against an update hands the record out", () -> new BrokenStore() {
                private final Map<AvatarId, CountDownLatch> updated = new ConcurrentHashMap<>();

                /** As the claim would have read it before the race: an update may be over before the claim begins. */
                private volatile Optional<AvatarRecord> newest = Optional.empty();

                @Override
                public AvatarRecord insert(AvatarRecord candidate) {
                    AvatarRecord stored = super.insert(candidate);
                    newest = Optional.of(stored);
                    return stored;
                }

                @Override
                public boolean update(AvatarRecord next, long expectedRevision) {
                    boolean won = super.update(next, expectedRevision);
                    latch(next.id()).countDown();
                    return won;
                }

                @Override
                public List<AvatarRecord> claim(Claim claim) {
                    Optional<AvatarRecord> due = newest.filter(claim::takes);
                    if (!racing() || claim.limit() > 1 || due.isEmpty()) {
                        return super.claim(claim);
                    }
                    Meeting.after(latch(due.get().id()));
                    return List.of(due.get().claimed(claim));
                }

                private CountDownLatch latch(AvatarId id) {
                    return updated.computeIfAbsent(id, any -> new CountDownLatch(1));
                }
            }),
    CLAIMS_A_MOMENT_EARLY("S9", "claim takes what becomes due a millisecond later", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> claim(Claim claim) {
            List<AvatarRecord> early = honest.records().stream()
                    .filter(record -> claim.now().plusMillis(1).equals(record.dueAt()))
                    .filter(record -> super.update(record.claimed(claim), record.revision()))
                    .map(record -> record.claimed(claim))
                    .toList();
            return Stream.concat(super.claim(claim).stream(), early.stream()).toList();
        }
    }),
    WAITS_FOR_THE_FAR_FUTURE("S9", "claim leaves what lies beyond the horizon", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> claim(Claim claim) {
            Set<OwnerId> far = honest.records().stream()
                    .filter(record -> record.dueAt() != null && record.dueAt().isAfter(claim.horizon()))
                    .map(AvatarRecord::owner)
                    .collect(Collectors.toSet());
            far.addAll(claim.owners().set());
            Claim.Owners owners = claim.owners().only() ? claim.owners() : Claim.Owners.except(far);
            return super.claim(new Claim(claim.now(), claim.lease(), claim.limit(), owners));
        }
    }),

    // --- S10 to S12: documents, damage, the next due time ----------------------------------------------------------
    DROPS_LINES_IT_DOES_NOT_KNOW("S10", "update keeps only the lines of this version", () -> new BrokenStore() {
        @Override
        public boolean update(AvatarRecord next, long expectedRevision) {
            return super.update(AvatarRecord.parse(next.document().replaceAll("mood: .*\n", "")), expectedRevision);
        }
    }),
    STORES_THREE_BYTES_A_CHARACTER(
            "S10", "characters beyond the first plane become question marks", () -> new BrokenStore() {
                @Override
                public Optional<AvatarRecord> find(AvatarId id) {
                    return super.find(id)
                            .map(record -> AvatarRecord.parse(
                                    Stream.of(record.document().split("(?<=\n)"))
                                            .map(line -> line.startsWith("owner")
                                                    ? line
                                                    : line.replaceAll("[\\x{10000}-\\x{10FFFF}]", "?"))
                                            .collect(Collectors.joining())));
                }
            }),
    LISTS_NOTHING_BESIDE_DAMAGE("S11", "list fails when one record is unreadable", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> list(Filter filter, int limit, Position after) {
            damaged.forEach(honest::find);
            return super.list(filter, limit, after);
        }
    }),
    CLAIMS_NOTHING_BESIDE_DAMAGE("S11", "unreadable records use up the limit of a claim", () -> new BrokenStore() {
        @Override
        public List<AvatarRecord> claim(Claim claim) {
            return damaged.size() >= claim.limit() ? List.of() : super.claim(claim);
        }
    }),
    IS_DUE_FOR_EVER("S11", "nextDue names an unreadable record", () -> new BrokenStore() {
        @Override
        public Optional<Instant> nextDue(Claim.Owners owners) {
            return damaged.isEmpty() ? super.nextDue(owners) : Optional.of(Instant.EPOCH);
        }
    }),
    HIDES_DAMAGE("S11", "find of an unreadable record is empty", () -> new BrokenStore() {
        @Override
        public Optional<AvatarRecord> find(AvatarId id) {
            return damaged.contains(id) ? Optional.empty() : super.find(id);
        }
    }),
    FORGETS_DAMAGE("S11", "an unreadable record counts as unknown", () -> new BrokenStore() {
        @Override
        public boolean knows(AvatarId id) {
            return !damaged.contains(id) && super.knows(id);
        }
    }),
    TELLS_THE_LATEST_DUE_TIME("S12", "nextDue is the latest due time", () -> new BrokenStore() {
        @Override
        public Optional<Instant> nextDue(Claim.Owners owners) {
            return honest.records().stream()
                    .filter(record -> record.dueAt() != null && owners.includes(record.owner()))
                    .map(AvatarRecord::dueAt)
                    .max(Comparator.naturalOrder());
        }
    }),
    TELLS_WHAT_IS_PENDING_ONLY(
            "S12", "nextDue takes no notice of what is blocked or being deleted", () -> new BrokenStore() {
                @Override
                public Optional<Instant> nextDue(Claim.Owners owners) {
                    boolean plain =
                            honest.records().stream().noneMatch(record -> record.state() == AvatarState.DELETING);
                    return plain
                            ? super.nextDue(owners)
                            : honest.records().stream()
                                    .filter(record -> record.state() == AvatarState.PENDING && record.dueAt() != null)
                                    .filter(record -> owners.includes(record.owner()))
                                    .map(AvatarRecord::dueAt)
                                    .min(Comparator.naturalOrder());
                }
            }),
    TELLS_THE_DUE_TIME_OF_ANYBODY("S12", "nextDue takes no notice of the owners asked for", () -> new BrokenStore() {
        @Override
        public Optional<Instant> nextDue(Claim.Owners owners) {
            return super.nextDue(Claim.Owners.all());
        }
    });

    private final String rule;
    private final String does;
    private final Supplier<BrokenStore> store;

    ReadSabotage(String rule, String does, Supplier<BrokenStore> store) {
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
