package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Goal;
import io.github.avatarsync.Position;
import io.github.avatarsync.VariantInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Record stores that break one rule each. */
final class SabotagedStores {
    private SabotagedStores() {}

    private static Optional<AvatarRecord> onDisk(HostProcess process, AvatarId id) {
        return process.device.records.readable().stream()
                .filter(record -> record.id().equals(id))
                .findFirst();
    }

    /** One variant in the cloud counts for all. */
    static AvatarStore oneVariantIsEnough(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public boolean update(AvatarRecord next, long expectedRevision) {
                boolean one = next.variants().stream().anyMatch(VariantInfo::inCloud);
                List<VariantInfo> all =
                        next.variants().stream().map(v -> v.withInCloud(true)).toList();
                return honest.update(one ? altered(next, e -> e.variants(all)) : next, expectedRevision);
            }
        };
    }

    /** Says that a write is durable when it is only remembered; the next call writes it. */
    static AvatarStore answersBeforeItCommits(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            private Runnable remembered = () -> {};

            private void flush() {
                Runnable due = remembered;
                remembered = () -> {};
                due.run();
            }

            @Override
            public AvatarRecord insert(AvatarRecord candidate) {
                flush();
                boolean known = candidate.dedupeKey() != null
                        && process.device.records.readable().stream()
                                .anyMatch(r -> candidate.dedupeKey().equals(r.dedupeKey()));
                if (known) {
                    return honest.insert(candidate);
                }
                process.world.ledger.began(process.uploads.getLast(), candidate.id());
                remembered = () -> honest.insert(candidate);
                return candidate;
            }

            @Override
            public boolean update(AvatarRecord next, long expectedRevision) {
                flush();
                if (next.goal() != Goal.DELETE) {
                    return honest.update(next, expectedRevision);
                }
                boolean current = onDisk(process, next.id())
                        .map(r -> r.revision() == expectedRevision)
                        .orElse(false);
                remembered = () -> honest.update(next, expectedRevision);
                return current;
            }

            @Override
            public Optional<AvatarRecord> find(AvatarId id) {
                flush();
                return honest.find(id);
            }

            @Override
            public List<AvatarRecord> list(Filter filter, int limit, Position after) {
                flush();
                return honest.list(filter, limit, after);
            }

            @Override
            public List<AvatarRecord> claim(Claim claim) {
                flush();
                return honest.claim(claim);
            }

            @Override
            public boolean remove(AvatarId id, long expectedRevision) {
                flush();
                return honest.remove(id, expectedRevision);
            }

            @Override
            public Optional<Instant> nextDue(Claim.Owners owners) {
                flush();
                return honest.nextDue(owners);
            }
        };
    }

    /** Writes the binding down only together with what comes after the first request. */
    static AvatarStore bindsAfterThePut(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            private final Map<AvatarId, AvatarRecord> unwritten = new HashMap<>();

            @Override
            public boolean update(AvatarRecord next, long expectedRevision) {
                AvatarRecord bound = unwritten.remove(next.id());
                if (bound != null && bound.revision() == expectedRevision) {
                    return honest.update(bound, expectedRevision - 1) && honest.update(next, expectedRevision);
                }
                Optional<AvatarRecord> there = onDisk(process, next.id());
                boolean binds = next.binding().isPresent()
                        && there.map(r -> r.binding().isEmpty() && r.revision() == expectedRevision)
                                .orElse(false);
                if (binds) {
                    unwritten.put(next.id(), next);
                    return true;
                }
                return honest.update(next, expectedRevision);
            }
        };
    }

    /** A delete removes the record, whatever has left. */
    static AvatarStore keepsNoTombstone(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public boolean update(AvatarRecord next, long expectedRevision) {
                return next.goal() == Goal.DELETE
                        ? honest.remove(next.id(), expectedRevision)
                        : honest.update(next, expectedRevision);
            }
        };
    }

    /** A tombstone goes when the cloud has answered once. */
    static AvatarStore forgetsAfterTheFirstSweep(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public boolean update(AvatarRecord next, long expectedRevision) {
                return next.sweptAt().isPresent()
                        ? honest.remove(next.id(), expectedRevision)
                        : honest.update(next, expectedRevision);
            }
        };
    }

    /** The last writer wins. */
    static AvatarStore comparesNoRevision(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public boolean update(AvatarRecord next, long expectedRevision) {
                long there =
                        onDisk(process, next.id()).map(AvatarRecord::revision).orElse(expectedRevision);
                return honest.update(atRevision(next, there + 1), there);
            }

            @Override
            public boolean remove(AvatarId id, long expectedRevision) {
                long there = onDisk(process, id).map(AvatarRecord::revision).orElse(expectedRevision);
                return honest.remove(id, there);
            }
        };
    }

    /** Looks for the same bytes first and inserts then. */
    static AvatarStore dedupesInTwoSteps(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public AvatarRecord insert(AvatarRecord candidate) {
                // The column is hidden from the store's own check, under the avatar's own name.
                String wanted = candidate.dedupeKey();
                Optional<AvatarRecord> same = honest.list(Filter.of(candidate.owner()), 100, null).stream()
                        .filter(r ->
                                wanted != null && wanted.equals(r.attributes().get("dedupe")))
                        .filter(r -> r.goal() == Goal.KEEP)
                        .findFirst();
                return same.isPresent() || wanted == null
                        ? same.orElseGet(() -> honest.insert(candidate))
                        : honest.insert(
                                altered(candidate, e -> e.dedupeKey(null).attributes(Map.of("dedupe", wanted))));
            }
        };
    }

    /** A tombstone still counts as the avatar of its bytes. */
    static AvatarStore dedupesWithTombstones(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public boolean update(AvatarRecord next, long expectedRevision) {
                String key =
                        onDisk(process, next.id()).map(AvatarRecord::dedupeKey).orElse(null);
                return honest.update(
                        next.goal() == Goal.DELETE ? altered(next, e -> e.dedupeKey(key)) : next, expectedRevision);
            }
        };
    }

    /** One field for goal and block: what is blocked is no longer being deleted. */
    static AvatarStore blockedIsAGoal(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public boolean update(AvatarRecord next, long expectedRevision) {
                return honest.update(
                        next.blocked().isPresent()
                                ? AvatarRecord.parse(next.document().replace("\ngoal: DELETE\n", "\ngoal: KEEP\n"))
                                : next,
                        expectedRevision);
            }
        };
    }

    /** A duplicate is acknowledged because it was seen, without a write. */
    static AvatarStore answersDuplicatesUnwritten(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public boolean update(AvatarRecord next, long expectedRevision) {
                return acceptsAgain(process, next) || honest.update(next, expectedRevision);
            }
        };
    }

    /** A duplicate is acknowledged by a write that does not say so. */
    static AvatarStore countsNoDuplicates(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public boolean update(AvatarRecord next, long expectedRevision) {
                return honest.update(
                        acceptsAgain(process, next) ? altered(next, e -> e.accepted(next.accepted() - 1)) : next,
                        expectedRevision);
            }
        };
    }

    private static boolean acceptsAgain(HostProcess process, AvatarRecord next) {
        return onDisk(process, next.id())
                .map(r -> next.accepted() == r.accepted() + 1)
                .orElse(false);
    }

    /** A replacement whose bytes are already there is answered with what is there. */
    static AvatarStore dedupesReplacements(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public AvatarRecord insert(AvatarRecord candidate) {
                String bytes = candidate.id().value().substring(0, AvatarId.HASH_DIGITS);
                return honest.list(Filter.of(candidate.owner()), 100, null).stream()
                        .filter(r -> candidate.dedupeKey() == null
                                && r.goal() == Goal.KEEP
                                && r.id().value().startsWith(bytes))
                        .findFirst()
                        .orElseGet(() -> honest.insert(candidate));
            }
        };
    }

    /** What is due far ahead waits until then, although the clock that said so was wrong. */
    static AvatarStore believesEveryClock(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public List<AvatarRecord> claim(Claim claim) {
                boolean due = process.device
                        .records
                        .store()
                        .nextDue(claim.owners())
                        .map(at -> !at.isAfter(claim.now()))
                        .orElse(false);
                return due ? honest.claim(claim) : List.of();
            }
        };
    }

    /** Everybody's work is claimed, whoever is signed in. */
    static AvatarStore claimsForEverybody(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public List<AvatarRecord> claim(Claim claim) {
                return honest.claim(new Claim(claim.now(), claim.lease(), claim.limit(), Claim.Owners.all()));
            }
        };
    }

    /** A claim puts nothing off for others. */
    static AvatarStore leasesNothing(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public List<AvatarRecord> claim(Claim claim) {
                return honest.claim(new Claim(claim.now(), Duration.ofMillis(1), claim.limit(), claim.owners()));
            }
        };
    }

    /** A claim counts no attempt, so that a record which kills its process is none the worse for it. */
    static AvatarStore countsNoAttempts(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public List<AvatarRecord> claim(Claim claim) {
                List<AvatarRecord> claimed = honest.claim(claim);
                claimed.forEach(record -> process.device
                        .records
                        .store()
                        .update(record.edit().attempts(0).save(), record.revision()));
                return claimed.stream()
                        .map(record -> record.edit().attempts(0).save())
                        .toList();
            }
        };
    }

    /** One record that cannot be read stops them all. */
    static AvatarStore failsForOneBadRecord(AvatarStore honest, HostProcess process) {
        return new StoreWithout(honest) {
            @Override
            public List<AvatarRecord> claim(Claim claim) {
                for (AvatarId id : process.world.ledger.begun(process.device)) {
                    if (process.world.ledger.isDamaged(id)) {
                        honest.find(id);
                    }
                }
                return honest.claim(claim);
            }
        };
    }
}
