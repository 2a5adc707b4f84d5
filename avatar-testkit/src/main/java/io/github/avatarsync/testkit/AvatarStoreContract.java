package io.github.avatarsync.testkit;

import static io.github.avatarsync.testkit.Claims.LATE;
import static io.github.avatarsync.testkit.Claims.LEASE;
import static io.github.avatarsync.testkit.Claims.NOON;
import static io.github.avatarsync.testkit.Claims.claim;
import static io.github.avatarsync.testkit.Claims.owners;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Blocked;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Position;
import jakarta.annotation.Nonnull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules S1 to S12 of {@link AvatarStore} as tests. A test class of an implementation implements this interface:
 *
 * <pre>{@code
 * class OurAvatarStoreTest implements AvatarStoreContract {
 *     public AvatarStore store() { … }     // empties the table, opens the store
 *     public AvatarStore reopen() { … }    // opens another one over the same table
 *     public void damage(AvatarId id) { … } // optional: overwrites the document with rubbish
 * }
 * }</pre>
 *
 * <p>What it cannot see: whether a write survives a power cut.
 */
public interface AvatarStoreContract {
    /**
     * Opens a store that is empty. Called once, first, by each test.
     *
     * @return a store to test
     */
    @Nonnull
    AvatarStore store();

    /**
     * Opens another instance over the data of the last {@link #store()}, as another process would.
     *
     * @return another store to test
     */
    @Nonnull
    AvatarStore reopen();

    /**
     * Makes the stored document of a record unreadable. Without it rule S11 is skipped.
     *
     * @param id a record that is stored
     */
    default void damage(@Nonnull AvatarId id) {
        abort("S11 is not tested: damage(AvatarId) is not implemented by "
                + getClass().getName());
    }

    // --- S1 to S3: insert ---------------------------------------------------------------------------------------

    /** S1. */
    @Test
    @DisplayName("S1 insert stores the candidate and returns it")
    default void insertStoresTheCandidateAndReturnsIt() {
        AvatarStore store = store();
        AvatarRecord candidate = new SampleRecords().pending("anna").save();

        assertEquals(candidate, store.insert(candidate));

        assertEquals(Optional.of(candidate), store.find(candidate.id()));
        assertEquals(Optional.of(candidate), reopen().find(candidate.id()));
    }

    /** S1. */
    @Test
    @DisplayName("S1 insert of a stored dedupe key writes nothing and returns the stored record as it is now")
    default void insertOfAStoredDedupeKeyWritesNothingAndReturnsTheStoredRecord() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        AvatarRecord first = store.insert(samples.pending("anna").save());
        AvatarRecord now = first.edit().accepted(2).save();
        assertTrue(store.update(now, 1));
        AvatarRecord again =
                samples.pending("anna").dedupeKey(first.dedupeKey()).save();

        assertEquals(now, store.insert(again));

        assertEquals(Optional.empty(), store.find(again.id()));
        assertEquals(List.of(now), store.list(Filter.of(first.owner()), 10, null));
    }

    /** S1. */
    @Test
    @DisplayName("S1 insert repeated after a lost answer returns what is stored")
    default void insertRepeatedReturnsWhatIsStored() {
        AvatarStore store = store();
        AvatarRecord record = new SampleRecords().pending("anna").save();
        store.insert(record);

        assertEquals(record, reopen().insert(record));
    }

    /** S1. */
    @Test
    @DisplayName("S1 a dedupe key is free again once its record gave it up or is gone")
    default void aDedupeKeyIsFreeAgainOnceGivenUp() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        AvatarRecord first = store.insert(samples.pending("anna").save());
        assertTrue(store.update(first.edit().delete().save(), 1));

        AvatarRecord second =
                samples.pending("anna").dedupeKey(first.dedupeKey()).save();
        assertEquals(second, store.insert(second), "after the first one was deleted");

        assertTrue(store.remove(second.id(), 1));
        AvatarRecord third =
                samples.pending("anna").dedupeKey(first.dedupeKey()).save();
        assertEquals(third, reopen().insert(third), "after the second one was removed");
        assertEquals(
                third,
                store.insert(
                        samples.pending("anna").dedupeKey(first.dedupeKey()).save()));
    }

    /**
     * S1.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("S1 of racing inserts with one dedupe key exactly one is stored, and all get it")
    default void ofRacingInsertsWithOneDedupeKeyOneIsStored() throws Exception {
        List<AvatarStore> stores = List.of(store(), reopen());
        SampleRecords samples = new SampleRecords();
        for (int round = 0; round < 5; round++) {
            OwnerId owner = OwnerId.of("owner " + round);
            String key = samples.pending(owner).save().dedupeKey();

            List<AvatarRecord> answers = Race.run(
                    4,
                    i -> () -> stores.get(i % 2)
                            .insert(samples.pending(owner).dedupeKey(key).save()));

            assertEquals(1, new HashSet<>(answers).size(), "all racers get the same record");
            assertEquals(List.of(answers.get(0)), stores.get(0).list(Filter.of(owner), 10, null));
        }
    }

    /** S2. */
    @Test
    @DisplayName("S2 insert never overwrites: a taken id is an error")
    default void insertNeverOverwrites() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        AvatarRecord stored = store.insert(samples.pending("anna").save());
        AvatarRecord other = samples.pending("bob").save();
        AvatarRecord sameId = AvatarRecord.create(stored.id(), other.owner(), other.createdAt())
                .dedupeKey(other.dedupeKey())
                .save();
        AvatarRecord sameIdWithoutKey = AvatarRecord.create(stored.id(), stored.owner(), stored.createdAt())
                .save();

        assertThrows(AvatarStoreException.class, () -> store.insert(sameId));
        assertThrows(AvatarStoreException.class, () -> reopen().insert(sameIdWithoutKey));

        assertEquals(Optional.of(stored), store.find(stored.id()));
        AvatarRecord free = samples.pending("bob").dedupeKey(other.dedupeKey()).save();
        assertEquals(free, store.insert(free), "the refused record must not hold its dedupe key");
    }

    /**
     * S2.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("S2 of racing inserts of one id exactly one is stored")
    default void ofRacingInsertsOfOneIdOneIsStored() throws Exception {
        List<AvatarStore> stores = List.of(store(), reopen());
        SampleRecords samples = new SampleRecords();
        AvatarId id = samples.pending("anna").save().id();

        List<Optional<AvatarRecord>> answers = Race.run(4, i -> () -> {
            AvatarRecord candidate = AvatarRecord.create(id, OwnerId.of("owner " + i), SampleRecords.NOON)
                    .dedupeKey(String.valueOf(i).repeat(64))
                    .save();
            try {
                return Optional.of(stores.get(i % 2).insert(candidate));
            } catch (AvatarStoreException taken) {
                return Optional.empty();
            }
        });

        List<AvatarRecord> winners = answers.stream().flatMap(Optional::stream).toList();
        assertEquals(1, winners.size(), "racers that were told their record is stored");
        assertEquals(Optional.of(winners.get(0)), stores.get(0).find(id));
    }

    /** S3. */
    @Test
    @DisplayName("S3 a dedupe key of null equals no other")
    default void aDedupeKeyOfNullEqualsNoOther() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        AvatarRecord first = samples.pending("anna").dedupeKey(null).save();
        AvatarRecord second = samples.pending("anna").dedupeKey(null).save();

        assertEquals(first, store.insert(first));
        assertEquals(second, store.insert(second));

        assertEquals(Set.of(second, first), Set.copyOf(store.list(Filter.of(first.owner()), 10, null)));
    }

    // --- S4 to S6: read, update, remove -------------------------------------------------------------------------

    /** S4. */
    @Test
    @DisplayName("S4 every write is seen at once through every instance")
    default void everyWriteIsSeenThroughEveryInstance() {
        AvatarStore store = store();
        AvatarStore other = reopen();
        AvatarRecord record = new SampleRecords().pending("anna").save();
        Filter annas = Filter.of(record.owner());
        assertEquals(Optional.empty(), other.find(record.id()));
        assertEquals(List.of(), other.list(annas, 10, null));

        store.insert(record);
        assertSeen(Optional.of(record), record, "insert", store, other);

        AvatarRecord next = record.edit().failures(1).save();
        assertTrue(other.update(next, 1));
        assertSeen(Optional.of(next), record, "update", store, other);
        AvatarRecord third = next.edit().failures(2).save();
        assertTrue(store.update(third, 2));
        assertSeen(Optional.of(third), record, "update by the other one", store, other);

        AvatarRecord claimed = store.claim(claim(10)).get(0);
        assertSeen(Optional.of(claimed), record, "claim", store, other);
        assertEquals(List.of(), other.claim(claim(10)), "claim");

        assertTrue(other.remove(record.id(), claimed.revision()));
        assertSeen(Optional.empty(), record, "remove", store, other);
    }

    private static void assertSeen(
            Optional<AvatarRecord> expected, AvatarRecord record, String after, AvatarStore... stores) {
        for (AvatarStore store : stores) {
            assertEquals(expected, store.find(record.id()), after);
            assertEquals(expected.stream().toList(), store.list(Filter.of(record.owner()), 10, null), after);
        }
    }

    /** S5. */
    @Test
    @DisplayName("S5 update writes the record whole, columns and document")
    default void updateWritesColumnsAndDocument() {
        AvatarStore store = store();
        AvatarRecord record = store.insert(new SampleRecords().pending("anna").save());
        Instant later = NOON.plus(Duration.ofHours(3));
        AvatarRecord next = record.edit()
                .name("renamed")
                .dedupeKey("d".repeat(64))
                .dueAt(later)
                .blocked(new Blocked(BlockedReason.ACCESS_DENIED, "403", NOON))
                .save();

        assertTrue(store.update(next, 1));

        assertEquals(Optional.of(next), reopen().find(record.id()));
        assertEquals(List.of(next), store.list(Filter.of(AvatarState.BLOCKED), 10, null), "state");
        assertEquals(List.of(), store.list(Filter.of(AvatarState.PENDING), 10, null), "state");
        assertEquals(Optional.of(later), store.nextDue(Claim.Owners.all()), "due time");

        assertTrue(store.update(next.edit().blocked(null).dueAt(null).save(), 2));
        assertEquals(Optional.empty(), store.nextDue(Claim.Owners.all()), "due time taken away");
    }

    /** S1, S5. */
    @Test
    @DisplayName("S1 S5 the dedupe key that an update wrote is the one that counts")
    default void theDedupeKeyThatAnUpdateWroteCounts() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        AvatarRecord record = store.insert(samples.pending("anna").save());
        AvatarRecord next = record.edit().dedupeKey("d".repeat(64)).save();
        assertTrue(store.update(next, 1));

        AvatarRecord same = samples.pending("anna").dedupeKey("d".repeat(64)).save();
        assertEquals(next, store.insert(same), "the new one is taken");
        AvatarRecord other =
                samples.pending("anna").dedupeKey(record.dedupeKey()).save();
        assertEquals(other, store.insert(other), "the old one is free");
    }

    /** S5. */
    @Test
    @DisplayName("S5 update with another revision than the stored one writes nothing")
    default void updateWithAnotherRevisionWritesNothing() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        AvatarRecord first = store.insert(samples.pending("anna").save());
        AvatarRecord second = first.edit().name("second").save();
        assertTrue(store.update(second, 1));

        assertFalse(store.update(first.edit().name("late").save(), 1), "an old revision");
        assertFalse(store.update(second.edit().save().edit().name("early").save(), 3), "a revision still to come");
        assertFalse(store.update(samples.pending("anna").save().edit().save(), 1), "a record that is not there");

        assertEquals(Optional.of(second), store.find(first.id()));
        assertEquals(List.of(second), store.list(Filter.of(first.owner()), 10, null));
    }

    /**
     * S5.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("S5 of racing updates of one revision exactly one gets true, and its record is stored")
    default void ofRacingUpdatesOneGetsTrue() throws Exception {
        List<AvatarStore> stores = List.of(store(), reopen());
        AvatarRecord record =
                stores.get(0).insert(new SampleRecords().pending("anna").save());
        for (int round = 0; round < 10; round++) {
            AvatarRecord before = record;
            List<AvatarRecord> nexts = IntStream.range(0, 4)
                    .mapToObj(i -> before.edit().name("racer " + i).save())
                    .toList();

            List<Boolean> won = Race.run(4, i -> () -> stores.get(i % 2).update(nexts.get(i), before.revision()));

            assertEquals(1, Collections.frequency(won, true), "racers that got true: " + won);
            record = nexts.get(won.indexOf(true));
            assertEquals(Optional.of(record), reopen().find(record.id()));
        }
    }

    /** S6. */
    @Test
    @DisplayName("S6 remove under the stored revision only; then the record is found, listed and claimed no more")
    default void removeUnderTheStoredRevisionOnly() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        AvatarRecord record = store.insert(samples.pending("anna").save());
        AvatarRecord bystander = store.insert(samples.pending("bob").dueAt(null).save());

        assertFalse(store.remove(record.id(), 2));
        assertEquals(Optional.of(record), store.find(record.id()));

        assertTrue(store.remove(record.id(), 1));
        assertFalse(store.remove(record.id(), 1), "a second time");
        assertAll(
                () -> assertEquals(Optional.empty(), reopen().find(record.id())),
                () -> assertFalse(store.knows(record.id())),
                () -> assertEquals(List.of(bystander), store.list(new Filter(null, null), 10, null)),
                () -> assertEquals(List.of(), store.claim(claim(10))),
                () -> assertEquals(Optional.empty(), store.nextDue(Claim.Owners.all())));
    }

    /**
     * S6.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("S6 of a racing remove and update of one revision exactly one happens")
    default void ofARacingRemoveAndUpdateOneHappens() throws Exception {
        AvatarStore store = store();
        AvatarStore other = reopen();
        SampleRecords samples = new SampleRecords();
        for (int round = 0; round < 10; round++) {
            AvatarRecord record = store.insert(samples.pending("anna").save());
            AvatarRecord next = record.edit().accepted(2).save();

            List<Boolean> won = Race.run(List.of(() -> store.remove(record.id(), 1), () -> other.update(next, 1)));

            assertEquals(1, Collections.frequency(won, true), "remove, update: " + won);
            assertEquals(won.get(0) ? Optional.empty() : Optional.of(next), store.find(record.id()));
        }
    }

    // --- S7: list -----------------------------------------------------------------------------------------------

    /** S7. */
    @Test
    @DisplayName("S7 list is newest first, then by id")
    default void listIsNewestFirstThenById() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        List<AvatarRecord> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            AvatarId id = samples.pending("anna").save().id();
            Instant createdAt = NOON.plusMillis(i / 4);
            all.add(store.insert(AvatarRecord.create(id, OwnerId.of("anna"), createdAt)
                    .dedupeKey(id.value())
                    .save()));
        }
        all.sort(java.util.Comparator.comparing(Position::of));

        assertEquals(all, store.list(new Filter(null, null), 100, null));
        assertEquals(all.subList(0, 5), store.list(new Filter(null, null), 5, null));
        assertEquals(all.subList(5, 8), store.list(new Filter(null, null), 3, Position.of(all.get(4))));
        assertEquals(List.of(), store.list(new Filter(null, null), 3, Position.of(all.get(11))));
    }

    /** S7. */
    @Test
    @DisplayName("S7 list shows, and count counts, what matches the filter, by owner, by state, by both, or all")
    default void listShowsWhatMatchesTheFilter() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        Blocked blocked = new Blocked(BlockedReason.REFUSED, "400", NOON);
        List<AvatarRecord> all = new ArrayList<>();
        for (String owner : List.of("anna", "bob")) {
            all.add(store.insert(samples.pending(owner).save()));
            all.add(store.insert(samples.synced(owner).save()));
            all.add(store.insert(samples.pending(owner).blocked(blocked).save()));
            all.add(store.insert(samples.pending(owner).delete().save()));
        }
        Collections.reverse(all);

        for (OwnerId owner : new OwnerId[] {null, OwnerId.of("anna"), OwnerId.of("bob"), OwnerId.of("carl")}) {
            for (AvatarState state : new AvatarState[] {
                null, AvatarState.PENDING, AvatarState.SYNCED, AvatarState.BLOCKED, AvatarState.DELETING
            }) {
                Filter filter = new Filter(owner, state);
                assertEquals(
                        all.stream().filter(filter::matches).toList(),
                        store.list(filter, 100, null),
                        filter.toString());
                assertEquals(all.stream().filter(filter::matches).count(), store.count(filter), "count of " + filter);
            }
        }
    }

    /** S7. */
    @Test
    @DisplayName("S7 paging shows every record once, also when the one at the position was removed or a new one came")
    default void pagingGoesOnFromAPositionWhoseRecordIsGone() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        List<AvatarRecord> all = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            all.add(store.insert(samples.pending("anna").save()));
        }
        Collections.reverse(all);

        List<AvatarRecord> seen = new ArrayList<>();
        Filter annas = Filter.of(OwnerId.of("anna"));
        for (List<AvatarRecord> page = store.list(annas, 2, null); !page.isEmpty(); ) {
            seen.addAll(page);
            assertTrue(seen.size() <= all.size(), "paging goes round in circles");
            AvatarRecord last = page.get(page.size() - 1);
            assertTrue(store.remove(last.id(), 1));
            store.insert(samples.pending("anna").save());
            page = reopen().list(annas, 2, Position.of(last));
        }

        assertEquals(all, seen);
    }

    /** S7. */
    @Test
    @DisplayName("S7 S8 S12 owners are compared exactly: case, blanks, accents, wildcards, length")
    default void ownersAreComparedExactly() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        List<AvatarRecord> all = NastyText.owners().stream()
                .map(owner -> store.insert(samples.pending(owner).save()))
                .toList();

        for (AvatarRecord record : all) {
            assertEquals(List.of(record), store.list(Filter.of(record.owner()), 10, null), "owner " + record.owner());
            assertEquals(Optional.ofNullable(record.dueAt()), store.nextDue(Claim.Owners.only(Set.of(record.owner()))));
        }
        for (AvatarRecord record : all) {
            Claim claim = new Claim(LATE, LEASE, 10, Claim.Owners.only(Set.of(record.owner())));
            assertEquals(List.of(record.claimed(claim)), store.claim(claim), "owner " + record.owner());
        }
    }

    // --- S8, S9: claim ------------------------------------------------------------------------------------------

    /** S8. */
    @Test
    @DisplayName("S8 claim returns the earliest due first, as the claim made them, and has stored them so")
    default void claimReturnsTheEarliestDueAsStored() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        List<AvatarRecord> all = new ArrayList<>();
        for (int minutes : new int[] {5, 1, 4, 2, 3}) {
            all.add(store.insert(samples.pending("anna")
                    .dueAt(NOON.plusSeconds(60L * minutes))
                    .save()));
        }
        all.sort(java.util.Comparator.comparing(AvatarRecord::dueAt));
        Claim claim = claim(3);

        List<AvatarRecord> claimed = store.claim(claim);

        assertEquals(all.stream().limit(3).map(record -> record.claimed(claim)).toList(), claimed);
        AvatarStore other = reopen();
        claimed.forEach(record -> assertEquals(Optional.of(record), other.find(record.id())));
        assertEquals(
                all.stream().skip(3).map(record -> record.claimed(claim)).toList(),
                other.claim(claim),
                "claimed records are put off for others");
        assertEquals(List.of(), store.claim(claim));
        assertEquals(Optional.of(LATE.plus(LEASE)), store.nextDue(Claim.Owners.all()));
    }

    /** S8. */
    @Test
    @DisplayName("S8 a record that was often tried in vain is put off longer, as the claim says")
    default void theLeaseIsTheOneOfTheRecord() {
        AvatarStore store = store();
        AvatarRecord record =
                store.insert(new SampleRecords().pending("anna").attempts(5).save());

        assertEquals(List.of(record.claimed(claim(1))), store.claim(claim(1)));

        assertEquals(Optional.of(record.claimed(claim(1))), reopen().find(record.id()));
    }

    /** S8, S12. */
    @Test
    @DisplayName("S8 S12 claim and nextDue look at records in every state")
    default void claimTakesRecordsInEveryState() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        Instant due = NOON.plusSeconds(60);
        Blocked blocked = new Blocked(BlockedReason.ACCESS_DENIED, "403", NOON);
        for (AvatarRecord record : List.of(
                samples.pending("anna").dueAt(due).save(),
                samples.pending("bob").dueAt(due).blocked(blocked).save(),
                samples.pending("carl").dueAt(due).delete().save(),
                samples.synced("dora").dueAt(due).save())) {
            store.insert(record);

            assertEquals(Optional.of(due), store.nextDue(Claim.Owners.only(Set.of(record.owner()))), record.toString());
            assertEquals(List.of(record.claimed(claim(10))), store.claim(claim(10)), record.toString());
        }
    }

    /** S8. */
    @Test
    @DisplayName("S8 claim takes the records of the owners asked for, and no others")
    default void claimTakesTheOwnersAskedFor() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        for (String owner : List.of("anna", "anna", "bob", "carl")) {
            store.insert(samples.pending(owner).save());
        }

        assertEquals(List.of(), owners(store.claim(claim(Claim.Owners.only(Set.of())))));
        assertEquals(List.of("bob"), owners(store.claim(claim(Claim.Owners.only(Set.of(OwnerId.of("bob")))))));
        assertEquals(List.of("carl"), owners(store.claim(claim(Claim.Owners.except(Set.of(OwnerId.of("anna")))))));
        assertEquals(List.of("anna", "anna"), owners(store.claim(claim(Claim.Owners.except(Set.of())))));
    }

    /** S8. */
    @Test
    @DisplayName("S8 S12 claim takes owners by the thousand, and finds the one behind many that are left out")
    default void claimTakesOwnersByTheThousand() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        for (int i = 0; i < 20; i++) {
            store.insert(samples.pending("busy").save());
        }
        AvatarRecord quiet = store.insert(samples.pending("quiet").save());
        Set<OwnerId> many = IntStream.range(0, 3_000)
                .mapToObj(i -> OwnerId.of("owner " + i))
                .collect(Collectors.toSet());
        many.add(OwnerId.of("busy"));

        assertEquals(Optional.ofNullable(quiet.dueAt()), store.nextDue(Claim.Owners.except(many)));
        assertEquals(List.of("quiet"), owners(store.claim(new Claim(LATE, LEASE, 2, Claim.Owners.except(many)))));
        assertEquals(List.of("busy", "busy"), owners(store.claim(new Claim(LATE, LEASE, 2, Claim.Owners.only(many)))));
    }

    /**
     * S8.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("S8 of racing claims each record goes to one")
    default void ofRacingClaimsEachRecordGoesToOne() throws Exception {
        List<AvatarStore> stores = List.of(store(), reopen());
        SampleRecords samples = new SampleRecords();
        Set<AvatarId> all = new HashSet<>();
        for (int i = 0; i < 24; i++) {
            all.add(stores.get(0).insert(samples.pending("anna").save()).id());
        }

        List<List<AvatarRecord>> claimed = Race.run(4, i -> () -> {
            List<AvatarRecord> mine = new ArrayList<>();
            for (int turn = 0; turn < 24; turn++) {
                mine.addAll(stores.get(i % 2).claim(claim(3)));
            }
            return mine;
        });

        List<AvatarId> ids =
                claimed.stream().flatMap(List::stream).map(AvatarRecord::id).toList();
        assertEquals(all.size(), ids.size(), "records handed out");
        assertEquals(all, Set.copyOf(ids));
        claimed.stream().flatMap(List::stream).forEach(record -> assertEquals(2, record.revision()));
    }

    /**
     * S8.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("S8 of a racing claim and update of one revision exactly one happens")
    default void ofARacingClaimAndUpdateOneHappens() throws Exception {
        AvatarStore store = store();
        AvatarStore other = reopen();
        SampleRecords samples = new SampleRecords();
        for (int round = 0; round < 10; round++) {
            AvatarRecord record = store.insert(samples.pending("anna").save());
            AvatarRecord deleted = record.edit().delete().dueAt(null).save();

            List<Boolean> won =
                    Race.run(List.of(() -> !store.claim(claim(1)).isEmpty(), () -> other.update(deleted, 1)));

            assertEquals(1, Collections.frequency(won, true), "claim, update: " + won);
            AvatarRecord stored = store.find(record.id()).orElseThrow();
            assertEquals(won.get(1) ? deleted : record.claimed(claim(1)), stored);
        }
    }

    /** S9. */
    @Test
    @DisplayName("S9 claim skips what is not due, and takes what a clock set back left in the far future")
    default void claimSkipsWhatIsNotDue() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        Instant now = LATE;
        Instant horizon = now.plus(Claim.HORIZON);
        store.insert(samples.pending("no due time").dueAt(null).save());
        store.insert(samples.pending("in a moment").dueAt(now.plusMillis(1)).save());
        store.insert(samples.pending("at the horizon").dueAt(horizon).save());
        store.insert(samples.pending("long ago")
                .dueAt(Instant.parse("1999-12-31T23:59:59.999Z"))
                .save());
        store.insert(samples.pending("now").dueAt(now).save());
        store.insert(samples.pending("beyond the horizon")
                .dueAt(horizon.plusMillis(1))
                .save());
        store.insert(samples.pending("far future")
                .dueAt(Instant.parse("9999-12-31T23:59:59.999Z"))
                .save());

        assertEquals(
                Set.of("long ago", "now", "beyond the horizon", "far future"),
                Set.copyOf(owners(store.claim(claim(10)))));
        assertEquals(List.of(), owners(reopen().claim(claim(10))));
    }

    // --- S10 to S12 ---------------------------------------------------------------------------------------------

    /** S10. */
    @Test
    @DisplayName("S10 documents come back to the character, whatever text is in them")
    default void documentsComeBackToTheCharacter() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        for (String text : NastyText.texts()) {
            AvatarRecord record = samples.pending("anna")
                    .name(text)
                    .attributes(Map.of("note", text, "same", text))
                    .problem(text)
                    .save();
            AvatarStore other = reopen();
            store.insert(record);
            assertSameText(record, other);
            AvatarRecord next = record.edit().problem(text + text).save();
            assertTrue(store.update(next, 1));
            assertSameText(next, reopen());
        }
    }

    /** S10. */
    @Test
    @DisplayName("S10 lines of a newer version survive insert, update and claim")
    default void linesOfANewerVersionSurvive() {
        AvatarStore store = store();
        AvatarStore other = reopen();
        String newer = new SampleRecords().pending("anna").save().document()
                + "mood: 'blue' 😀 \n  indented: line\nno colon at all\n";
        AvatarRecord record = AvatarRecord.parse(newer);

        store.insert(record);
        assertSameText(record, other);
        AvatarRecord claimed = store.claim(claim(1)).get(0);
        assertSameText(record.claimed(claim(1)), reopen());
        AvatarRecord next = claimed.edit().failures(1).save();
        assertTrue(store.update(next, 2));
        assertSameText(next, reopen());
    }

    /** S11. */
    @Test
    @DisplayName("S11 one unreadable record never stops the others")
    default void oneUnreadableRecordNeverStopsTheOthers() {
        AvatarStore store = store();
        SampleRecords samples = new SampleRecords();
        List<AvatarRecord> bad = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            bad.add(store.insert(samples.pending("anna").save()));
        }
        AvatarRecord good = store.insert(samples.pending("anna").save());
        AvatarRecord later =
                store.insert(samples.pending("anna").dueAt(LATE.plusSeconds(60)).save());
        bad.forEach(record -> damage(record.id()));

        assertEquals(List.of(good.claimed(claim(2))), store.claim(claim(2)), "claim");
        assertEquals(List.of(), reopen().claim(claim(2)), "claim again");
        assertTrue(
                store.nextDue(Claim.Owners.all()).orElseThrow().isAfter(LATE),
                "nextDue names a record that no claim can take: the timer would never rest");
        assertEquals(
                Set.of(later, good.claimed(claim(2))),
                Set.copyOf(store.list(Filter.of(good.owner()), 10, null)),
                "list");
        assertEquals(1, store.list(Filter.of(good.owner()), 1, null).size(), "list");
        assertThrows(AvatarStoreException.class, () -> store.find(bad.get(0).id()), "find");
        assertTrue(store.knows(bad.get(0).id()), "knows: its files must not be swept");
    }

    /** S12. */
    @Test
    @DisplayName("S12 nextDue is the earliest due time among the owners asked for")
    default void nextDueIsTheEarliestAmongTheOwnersAskedFor() {
        AvatarStore store = store();
        AvatarStore other = reopen();
        SampleRecords samples = new SampleRecords();
        assertEquals(Optional.empty(), store.nextDue(Claim.Owners.all()));
        store.insert(samples.pending("nothing").dueAt(null).save());
        assertEquals(Optional.empty(), store.nextDue(Claim.Owners.all()));
        Instant past = Instant.parse("1999-12-31T23:59:59.999Z");
        Instant future = Instant.parse("2099-12-31T23:59:59.999Z");
        store.insert(samples.pending("future").dueAt(future).save());
        assertEquals(Optional.of(future), store.nextDue(Claim.Owners.all()));
        store.insert(samples.pending("past").dueAt(past).save());

        assertEquals(Optional.of(past), other.nextDue(Claim.Owners.all()));
        assertEquals(Optional.of(future), store.nextDue(Claim.Owners.only(Set.of(OwnerId.of("future")))));
        assertEquals(Optional.of(future), store.nextDue(Claim.Owners.except(Set.of(OwnerId.of("past")))));
        assertEquals(Optional.empty(), store.nextDue(Claim.Owners.only(Set.of(OwnerId.of("nothing")))));
        assertEquals(Optional.empty(), store.nextDue(Claim.Owners.only(Set.of())));
    }

    private static void assertSameText(AvatarRecord expected, AvatarStore store) {
        AvatarRecord found = store.find(expected.id()).orElseThrow();
        assertEquals(expected.document(), found.document());
        assertEquals(
                List.of(expected.document()),
                store.list(Filter.of(expected.owner()), 100, null).stream()
                        .filter(record -> record.id().equals(expected.id()))
                        .map(AvatarRecord::document)
                        .toList());
    }
}
