package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The port for records: a table, a directory, a map. It is the queue, too: saving an avatar and enqueuing its sync is one write.
 *
 * <p>A store keeps the few columns that it must search by ({@link AvatarRecord#id() id}, {@link AvatarRecord#owner() owner},
 * {@link AvatarRecord#dedupeKey() dedupeKey}, {@link AvatarRecord#state() state}, {@link AvatarRecord#dueAt() dueAt},
 * {@link AvatarRecord#revision() revision}, {@link AvatarRecord#createdAt() createdAt}) and the text
 * {@link AvatarRecord#document()}, from which {@link AvatarRecord#parse(String)} makes the whole record again. It never
 * changes for a new field.
 *
 * <p><b>Rules for the implementation</b> (each is a test of {@code AvatarStoreContract}):
 *
 * <ol>
 *   <li><b>S1</b> {@code insert} is atomic and durable when it returns: it stores the candidate and returns it, unless a record
 *       with the same non-null dedupe key is stored: then it writes nothing and returns that one. Of callers racing with the
 *       same dedupe key exactly one is stored.
 *   <li><b>S2</b> {@code insert} never overwrites: an id that is taken is an {@link AvatarStoreException}, and the stored record
 *       stays as it is.
 *   <li><b>S3</b> A dedupe key of null equals no other.
 *   <li><b>S4</b> {@code find} and {@code list} see every write that returned before they were called, through whichever
 *       instance of the store it was made.
 *   <li><b>S5</b> {@code update} writes {@code next} whole, columns and document, if the stored revision equals
 *       {@code expectedRevision}, and returns true; else it writes nothing and returns false. Of racing callers with the same
 *       expected revision exactly one gets true. Durable when it returns.
 *   <li><b>S6</b> {@code remove} removes under the same condition and tells whether it did; afterwards the record is found,
 *       listed and claimed no more.
 *   <li><b>S7</b> {@code list} returns the records that match the filter, newest first ({@link Position} order), at most
 *       {@code limit}, those strictly after the position if one is given.
 *   <li><b>S8</b> {@code claim} returns at most {@code limit} records that the claim {@linkplain Claim#takes takes}, earliest due
 *       first, each as {@link AvatarRecord#claimed(Claim)} made it and stored so, durably, by compare-and-set before it
 *       returns. No record is handed out twice at the same revision.
 *   <li><b>S9</b> Records with no due time or a due time still to come are not claimed; those beyond the claim's horizon are.
 *   <li><b>S10</b> Documents come back as they were written, to the character, lines it does not know included.
 *   <li><b>S11</b> One unreadable record never stops the others: {@code list}, {@code claim} and {@code nextDue} go on without
 *       it; {@code find} of it throws.
 *   <li><b>S12</b> {@code nextDue} is the earliest due time among the owners asked for, or empty if nothing has one.
 * </ol>
 *
 * <p><b>Promises of the library</b>: times are whole milliseconds; {@code next.revision()} is {@code expectedRevision + 1}; id,
 * owner and creation time of a record never change; {@code limit} is 1 or more; no cloud call is made while a method runs.
 *
 * <p>Thread-safe, blocking. Errors are {@link AvatarStoreException}; a write that threw may or may not have happened, and the
 * library reads again. A store never reads a clock. New methods of this port will be {@code default} ones.
 */
public interface AvatarStore {
    /**
     * Stores a new record, unless its avatar is already there (S1, S2, S3).
     *
     * @param candidate a record at revision 1
     * @return the candidate, or the stored record with the same dedupe key
     * @throws AvatarStoreException if it cannot be stored, or the id is taken
     */
    @Nonnull
    AvatarRecord insert(@Nonnull AvatarRecord candidate);

    /**
     * Reads one record (S4).
     *
     * @param id its id
     * @return empty if there is none
     * @throws AvatarStoreException if it cannot be read
     */
    @Nonnull
    Optional<AvatarRecord> find(@Nonnull AvatarId id);

    /**
     * Reads a page of records, newest first (S7).
     *
     * @param filter which
     * @param limit most records to return
     * @param after where the page begins; null: at the newest
     * @return at most {@code limit} records
     * @throws AvatarStoreException if the store cannot be read
     */
    @Nonnull
    List<AvatarRecord> list(@Nonnull Filter filter, int limit, @Nullable Position after);

    /**
     * Takes due records for work, putting them off for others (S8, S9).
     *
     * @param claim which, how many, how long
     * @return the records as claimed
     * @throws AvatarStoreException if the store cannot be read or written
     */
    @Nonnull
    List<AvatarRecord> claim(@Nonnull Claim claim);

    /**
     * Writes a record if nobody else did since it was read (S5).
     *
     * @param next the record to write
     * @param expectedRevision the revision that was read
     * @return whether it was written
     * @throws AvatarStoreException if the store cannot be written
     */
    boolean update(@Nonnull AvatarRecord next, long expectedRevision);

    /**
     * Removes a record if nobody else wrote it since it was read (S6).
     *
     * @param id its id
     * @param expectedRevision the revision that was read
     * @return whether it was removed
     * @throws AvatarStoreException if the store cannot be written
     */
    boolean remove(@Nonnull AvatarId id, long expectedRevision);

    /**
     * When the next record becomes due (S12).
     *
     * @param owners whose records count
     * @return the earliest due time, past or future; empty if there is none
     * @throws AvatarStoreException if the store cannot be read
     */
    @Nonnull
    Optional<Instant> nextDue(@Nonnull Claim.Owners owners);

    /**
     * How many records match a filter. The default reads them page by page; a store that can count does better.
     *
     * @param filter which
     * @return 0 or more
     * @throws AvatarStoreException if the store cannot be read
     */
    default long count(@Nonnull Filter filter) {
        int page = 1_000;
        long counted = 0;
        Position after = null;
        List<AvatarRecord> records;
        do {
            records = list(filter, page, after);
            counted += records.size();
            after = records.isEmpty() ? after : Position.of(records.get(records.size() - 1));
        } while (records.size() == page);
        return counted;
    }

    /**
     * Whether an id must count as in use when local media without a record are swept; unlike {@link #find} also true for a
     * record that is there but cannot be read (S11). By default true as well when {@code find} fails for another reason, so
     * that doubt never costs files.
     *
     * @param id any id
     * @return true if a record of this id is stored in whatever condition
     * @throws AvatarStoreException if the store cannot be read
     */
    default boolean knows(@Nonnull AvatarId id) {
        try {
            return find(id).isPresent();
        } catch (AvatarStoreException unreadable) {
            return true;
        }
    }
}
