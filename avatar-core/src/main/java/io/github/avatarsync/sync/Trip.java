package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Binding;
import io.github.avatarsync.Blocked;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.Goal;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Replaced;
import io.github.avatarsync.Session;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.sync.Courier.Result;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One record on its way: the record as last written, the session fixed for the plan, and the steps. */
final class Trip {
    /**
     * The longest life of credentials (1 hour) and the longest request (10 minutes), with 5 minutes to spare: what was under way
     * when an avatar was deleted cannot land after this.
     */
    static final Duration FENCE = Duration.ofMinutes(75);

    /** Long-lived keys never end, so nothing fences a late request: look again after a day. */
    static final Duration FENCE_WITHOUT_EXPIRY = Duration.ofHours(24);

    /** How often a blocked avatar is tried without being asked to. */
    static final Duration PROBE = Duration.ofHours(6);

    private static final Logger log = LoggerFactory.getLogger(Trip.class);

    private final Desk desk;
    private final Transfers.Transfer transfer;
    private final Set<Variant> attempted = new HashSet<>();
    private final Set<Variant> verified = new HashSet<>();

    private AvatarRecord record;
    private Instant renewedAt;
    private boolean renewed;
    private boolean refreshed;

    @Nullable
    private Session session;

    @Nullable
    private Session rejected;

    Trip(Desk desk, AvatarRecord claimed, Transfers.Transfer transfer) {
        this.desk = desk;
        this.transfer = transfer;
        this.record = claimed;
        this.renewedAt = desk.clock().instant();
    }

    AvatarRecord record() {
        return record;
    }

    @Nullable
    Session session() {
        return session;
    }

    boolean renewed() {
        return renewed;
    }

    /** Does one step; null means that there is a next one. */
    @Nullable
    Result perform(Action action) throws IOException {
        if (action instanceof Action.Obtain) {
            return obtain();
        } else if (action instanceof Action.Renew) {
            return write(edit().dueAt(leaseEnd()));
        } else if (action instanceof Action.Bind bind) {
            return bind(bind);
        } else if (action instanceof Action.Put put) {
            return put(put.missing());
        } else if (action instanceof Action.DeleteReplaced replaced) {
            return deleteReplaced(replaced.replaced());
        } else if (action instanceof Action.Finish) {
            return finish();
        } else if (action instanceof Action.Sweep) {
            return sweep(current());
        } else if (action instanceof Action.Forget) {
            return forget();
        }
        Action.Block block = (Action.Block) action;
        return block(block.reason(), block.detail());
    }

    @Nullable
    private Result obtain() {
        session = null;
        renewed = false;
        session = desk.sessions().get(record.owner(), rejected);
        return null;
    }

    @Nullable
    private Result bind(Action.Bind bind) {
        Binding binding = bind.binding();
        write(edit().binding(binding).variants(bind.variants()).dueAt(leaseEnd()));
        log.info(
                "avatar {} goes to {} as {} with credentials of {}",
                record.id(),
                binding.location(),
                binding.identity(),
                binding.authority());
        return null;
    }

    @Nullable
    private Result put(List<VariantInfo> missing) throws IOException {
        for (VariantInfo variant : missing) {
            if (current().expired(desk.clock().instant())) {
                return null;
            }
            if (!desk.local().exists(record, variant)) {
                return localTrouble(variant, LocalCopy.Condition.MISSING);
            }
            long before = bytesVerified();
            desk.progress().sent(record, before);
            attempted.add(variant.variant());
            long started = System.nanoTime();
            transfer.inCloud(() -> desk.dispatch()
                    .put(
                            record,
                            variant,
                            current(),
                            desk.local().content(record, variant),
                            sent -> moving(before + sent),
                            new Memo(variant.variant())));
            verified.add(variant.variant());
            log.info("avatar {} uploaded {}", record.id(), variant.key());
            desk.events().put(record, variant, Duration.ofNanos(System.nanoTime() - started));
        }
        desk.progress().sent(record, bytesVerified());
        boolean more = record.replaces().isPresent();
        write(settled().dueAt(more ? leaseEnd() : null));
        return more ? null : announceSynced();
    }

    private long bytesVerified() {
        return record.variants().stream()
                .filter(v -> v.inCloud() || verified.contains(v.variant()))
                .mapToLong(VariantInfo::size)
                .sum();
    }

    /** On the putting thread, as bytes move: keeps the lease, and stops when there is no reason to go on. */
    private void moving(long sent) {
        if (transfer.cancelled()) {
            throw new Transfers.CancelledException();
        }
        desk.progress().sent(record, sent);
        if (Duration.between(renewedAt, desk.clock().instant()).abs().compareTo(Courier.LEASE.dividedBy(3)) > 0) {
            transfer.outside(() -> write(edit().dueAt(leaseEnd())));
        }
    }

    /** What the storage remembers of a put goes into the record, by compare-and-set like everything else. */
    private final class Memo implements PutMemo {
        private final Variant variant;

        Memo(Variant variant) {
            this.variant = variant;
        }

        @Override
        public Optional<String> remembered() {
            return record.unfinished(variant);
        }

        @Override
        public void remember(String what) {
            transfer.outside(() -> write(edit().unfinished(variant, what).dueAt(leaseEnd())));
        }
    }

    private Result finish() {
        write(settled().dueAt(null));
        return announceSynced();
    }

    private Result announceSynced() {
        log.info("avatar {} synced", record.id());
        desk.progress().forget(record.id());
        desk.events().synced(record);
        return Result.DONE;
    }

    /** An old record that cannot be read concerns this avatar only; if the store as a whole fails, the next write says so. */
    @Nullable
    private Result deleteReplaced(Replaced replaced) throws IOException {
        try {
            desk.deletion().deleteReplaced(replaced).ifPresent(this::announceDelete);
        } catch (AvatarStoreException e) {
            throw new IOException("the replaced avatar cannot be deleted yet: " + e.getMessage(), e);
        }
        return write(edit().replaces(null).dueAt(leaseEnd()));
    }

    private void announceDelete(AvatarRecord tombstone) {
        desk.events().changed(tombstone);
        if (tombstone.binding().isEmpty()) {
            desk.local().delete(tombstone.id());
            desk.events().deleted(tombstone);
        }
    }

    private Result sweep(Session as) {
        desk.local().delete(record.id());
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (VariantInfo variant : record.variants()) {
            Instant at = transferring(() -> desk.dispatch().delete(record, variant, as));
            first = at.isBefore(first) ? at : first;
            last = at.isAfter(last) ? at : last;
        }
        abandonUnfinished(as);
        Duration fence = as.expiresAt() == null ? FENCE_WITHOUT_EXPIRY : FENCE;
        Instant swept = record.sweptAt().orElse(null);
        if (swept == null) {
            write(settled().sweptAt(last).dueAt(desk.clock().instant().plus(fence)));
            desk.events().deleted(record);
            return Result.DONE;
        }
        Duration left = Duration.between(first, swept.plus(fence));
        if (left.isNegative() || left.isZero()) {
            return forget();
        }
        write(settled().dueAt(desk.clock().instant().plus(left)));
        return Result.DONE;
    }

    /** After the deletes, which matter more; an unfinished put may have become an object until now. */
    private void abandonUnfinished(Session as) {
        for (VariantInfo variant : record.variants()) {
            if (record.unfinished(variant.variant()).isPresent()) {
                transfer.inCloud(() -> abandon(variant, as));
                transfer.inCloud(() -> desk.dispatch().delete(record, variant, as));
            }
        }
    }

    /** A cloud that does not let us is no reason to stop: what is left is no object, and nobody but the bucket's owner sees it. */
    private void abandon(VariantInfo variant, Session as) {
        try {
            desk.dispatch().abandon(record, variant, as);
        } catch (CloudStorageException e) {
            if (e.kind() != CloudStorageException.Kind.PERMANENT) {
                throw e;
            }
            log.warn("what an unfinished put of {} left stays in the bucket: {}", variant.key(), e.getMessage());
        }
    }

    private Instant transferring(java.util.function.Supplier<Instant> call) {
        Instant[] answer = new Instant[1];
        transfer.inCloud(() -> answer[0] = call.get());
        return answer[0];
    }

    private Result forget() {
        desk.local().delete(record.id());
        if (!desk.store().remove(record.id(), record.revision())) {
            throw new LostException();
        }
        desk.progress().forget(record.id());
        desk.events().deleted(record);
        return Result.DONE;
    }

    /** The local file is missing or wrong: if the cloud has it, all is well, and it can be fetched back. */
    @Nullable
    Result localTrouble(VariantInfo variant, LocalCopy.Condition condition) throws IOException {
        Session as = current();
        boolean[] safe = new boolean[1];
        transfer.inCloud(() -> safe[0] = restoredFromCloud(variant, as));
        if (safe[0]) {
            transfer.inCloud(() -> abandon(variant, as));
            verified.add(variant.variant());
            return write(edit().dueAt(leaseEnd()));
        }
        return condition == LocalCopy.Condition.MISSING
                ? block(BlockedReason.LOCAL_MISSING, "the local " + variant.variant() + " is gone")
                : block(
                        BlockedReason.LOCAL_CORRUPT,
                        "the local " + variant.variant() + " has other bytes than were accepted");
    }

    private boolean restoredFromCloud(VariantInfo variant, Session as) {
        try {
            return desk.local().inCloud(record, variant, as) && desk.local().restore(record, variant, as);
        } catch (CloudStorageException e) {
            if (e.kind() == CloudStorageException.Kind.PERMANENT && e.reason() == BlockedReason.ACCESS_DENIED) {
                // What an identity that may not list is told where there is nothing.
                return false;
            }
            throw e;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Looks at the local file that the cloud found to be wrong. */
    @Nullable
    Result recheckLocal(String problem, Settlement settlement) throws IOException {
        for (VariantInfo variant : record.variants()) {
            if (!variant.inCloud() && !verified.contains(variant.variant())) {
                LocalCopy.Condition condition = desk.local().inspect(record, variant);
                if (condition != LocalCopy.Condition.INTACT) {
                    return localTrouble(variant, condition);
                }
            }
        }
        return settlement.transientFailure(CloudStorageException.Kind.CORRUPT.name(), problem);
    }

    Result block(BlockedReason reason, String detail) {
        boolean news =
                record.blocked().map(Blocked::reason).filter(reason::equals).isEmpty();
        Blocked blocked = new Blocked(reason, detail, desk.clock().instant());
        write(edit().blocked(blocked)
                .attempts(0)
                .failures(0)
                .problem(detail)
                .dueAt(desk.clock().instant().plus(PROBE)));
        if (news) {
            log.warn("avatar {} is blocked: {}: {}. {}", record.id(), reason, detail, reason.remedy());
            desk.events().blocked(record);
        }
        return Result.FAILED;
    }

    /** The credentials were refused: a fresh session is obtained, once; then the record is read and planned again. */
    boolean refresh() {
        if (refreshed) {
            return false;
        }
        refreshed = true;
        rejected = session;
        session = null;
        return true;
    }

    /** Somebody else wrote the record: if it is being deleted or gone, what this trip may have put goes, too. */
    Result lost() {
        AvatarRecord now = desk.store().find(record.id()).orElse(null);
        if ((now == null || now.goal() == Goal.DELETE) && session != null) {
            for (VariantInfo variant : record.variants()) {
                if (attempted.contains(variant.variant())) {
                    undo(variant, session);
                }
            }
        }
        return Result.LOST;
    }

    private void undo(VariantInfo variant, Session as) {
        try {
            desk.dispatch().delete(record, variant, as);
            if (record.unfinished(variant.variant()).isPresent()) {
                desk.dispatch().abandon(record, variant, as);
                desk.dispatch().delete(record, variant, as);
            }
        } catch (CloudStorageException | CredentialsException e) {
            log.debug("could not take back {}: the tombstone's sweep will: {}", variant.key(), e.getMessage());
        }
    }

    /** The next revision, with what is known to be in the cloud. */
    AvatarRecord.Editor edit() {
        List<VariantInfo> variants = record.variants().stream()
                .map(v -> verified.contains(v.variant()) ? v.withInCloud(true) : v)
                .toList();
        AvatarRecord.Editor next = record.edit().variants(variants);
        verified.forEach(variant -> next.unfinished(variant, null));
        return next;
    }

    private AvatarRecord.Editor settled() {
        return edit().blocked(null).attempts(0).failures(0).doubts(0).problem("");
    }

    /** Writes the record unless somebody else did. */
    @Nullable
    Result write(AvatarRecord.Editor editor) {
        AvatarRecord next = editor.save();
        if (!desk.store().update(next, record.revision())) {
            throw new LostException();
        }
        record = next;
        renewedAt = desk.clock().instant();
        renewed = session != null;
        return null;
    }

    private Instant leaseEnd() {
        return desk.clock().instant().plus(Courier.LEASE);
    }

    private Session current() {
        if (session == null) {
            throw new IllegalStateException("a step that needs a session was planned without one");
        }
        return session;
    }

    /** That a compare-and-set failed: somebody else goes on with the record. */
    static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException() {
            super("the record was written by somebody else", null, false, false);
        }
    }
}
