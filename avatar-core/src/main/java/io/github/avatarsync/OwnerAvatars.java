package io.github.avatarsync;

import io.github.avatarsync.sync.Engine;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One owner's door into an open {@link AvatarSync}. */
final class OwnerAvatars implements Avatars {
    private final AvatarSync sync;
    private final OwnerId owner;

    OwnerAvatars(AvatarSync sync, OwnerId owner) {
        this.sync = sync;
        this.owner = owner;
    }

    @Override
    public Avatar upload(AvatarSource source) {
        sync.ensureOpen();
        AvatarRecord record = measured(source);
        sync.announcer().changed(record);
        sync.wake();
        return record.avatar();
    }

    private AvatarRecord measured(AvatarSource source) {
        AvatarMetrics metrics = sync.announcer().metrics();
        long started = System.nanoTime();
        try {
            AvatarRecord record = sync.uploads().upload(owner, source);
            metrics.accepted(record.avatar(), Duration.ofNanos(System.nanoTime() - started));
            return record;
        } catch (InvalidAvatarException e) {
            metrics.refused(e.code());
            throw e;
        }
    }

    @Override
    public Batch uploadAll(Iterable<AvatarSource> sources, Consumer<Outcome> each) {
        sync.ensureOpen();
        int helpers = Math.max(0, Runtime.getRuntime().availableProcessors() - 1);
        return new BatchUpload(sources, this::upload).run(sync.work(), helpers, each);
    }

    @Override
    public BatchProgress progress(Collection<AvatarId> ids) {
        BatchProgress all = new BatchProgress(0, 0, 0, 0, 0);
        for (AvatarId id : new LinkedHashSet<>(ids)) {
            all = record(id).map(this::progress).map(all::plus).orElse(all);
        }
        return all;
    }

    private BatchProgress progress(AvatarRecord record) {
        long total = 0;
        long inCloud = 0;
        for (VariantInfo variant : record.variants()) {
            total += variant.size();
            inCloud += variant.inCloud() ? variant.size() : 0;
        }
        long underWay = sync.engine().map(engine -> engine.sent(record.id())).orElse(0L);
        return new BatchProgress(
                1,
                record.state() == AvatarState.SYNCED ? 1 : 0,
                record.state() == AvatarState.BLOCKED ? 1 : 0,
                Math.max(inCloud, Math.min(underWay, total)),
                total);
    }

    @Override
    public Optional<Avatar> find(AvatarId id) {
        return record(id).map(AvatarRecord::avatar);
    }

    private Optional<AvatarRecord> record(AvatarId id) {
        return sync.store().find(id).filter(r -> r.owner().equals(owner) && r.goal() == Goal.KEEP);
    }

    private AvatarRecord existing(AvatarId id) {
        return record(id).orElseThrow(() -> new AvatarNotFoundException(owner, id));
    }

    @Override
    public Page<Avatar> list(int limit, @Nullable String cursor) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is 1 or more, was " + limit);
        }
        ListCursor from = ListCursor.parse(cursor);
        List<Avatar> items = new ArrayList<>();
        Set<AvatarId> hidden = new LinkedHashSet<>(from.hidden());
        Position after = from.after();
        while (items.size() < limit) {
            int missing = limit - items.size();
            List<AvatarRecord> records = sync.store().list(Filter.of(owner), missing, after);
            for (AvatarRecord record : records) {
                after = Position.of(record);
                if (record.goal() == Goal.KEEP) {
                    record.replaces().ifPresent(replaced -> hidden.add(replaced.id()));
                }
                if (!hidden.remove(record.id()) && record.goal() == Goal.KEEP) {
                    items.add(record.avatar());
                }
            }
            if (records.size() < missing) {
                return new Page<>(items, Optional.empty());
            }
        }
        return new Page<>(items, Optional.of(new ListCursor(after, hidden).text()));
    }

    @Override
    public InputStream open(AvatarId id, Variant variant) {
        AvatarRecord record = existing(id);
        VariantInfo info = record.avatar()
                .variant(variant)
                .orElseThrow(() -> new AvatarException("avatar " + id + " has no variant " + variant, null));
        LocalFile local = new LocalFile(sync.media(), id, info);
        return local.isSound() ? opened(local) : restored(record, info, local);
    }

    private static InputStream opened(LocalFile local) {
        try {
            return local.open();
        } catch (IOException e) {
            throw new AvatarException(e.getMessage() + " was removed meanwhile; open it again", e);
        }
    }

    private InputStream restored(AvatarRecord record, VariantInfo info, LocalFile local) {
        String which = "the " + info.variant() + " of avatar " + record.id();
        if (!info.inCloud() || sync.engine().isEmpty()) {
            throw new AvatarException(
                    which + " is neither here as it was accepted nor in the cloud; upload the same file again", null);
        }
        try {
            if (sync.engine().get().restore(record, info)) {
                return opened(local);
            }
        } catch (IOException e) {
            throw new AvatarStoreException(which + " could not be fetched from the cloud; try again", e);
        }
        throw new AvatarException(which + " has other bytes in the cloud than were uploaded; upload it again", null);
    }

    @Override
    public Optional<AvatarUrl> url(Avatar avatar, Variant variant) {
        if (!avatar.owner().equals(owner)) {
            return Optional.empty();
        }
        Optional<VariantInfo> info = avatar.variant(variant);
        Optional<AvatarUrl> cloud =
                info.filter(VariantInfo::inCloud).map(VariantInfo::key).flatMap(key -> sync.cloudUrl(owner, key));
        return cloud.or(() -> info.flatMap(v -> sync.media().uri(avatar.id(), variant))
                .map(uri -> new AvatarUrl(uri, AvatarUrl.Kind.LOCAL, null)));
    }

    @Override
    public void delete(AvatarId id) {
        sync.ensureOpen();
        sync.deletion().delete(id, record -> record.owner().equals(owner)).ifPresent(sync::deleted);
    }

    @Override
    public void retry(AvatarId id) {
        sync.ensureOpen();
        for (; ; ) {
            AvatarRecord record = existing(id);
            AvatarRecord next = record.edit()
                    .blocked(null)
                    .attempts(0)
                    .failures(0)
                    .doubts(0)
                    .dueAt(sync.clock().instant())
                    .save();
            if (record.state() == AvatarState.SYNCED && record.replaces().isEmpty()) {
                return;
            }
            if (sync.store().update(next, record.revision())) {
                sync.announcer().changed(next);
                sync.wake();
                return;
            }
        }
    }

    @Override
    public boolean evict(AvatarId id) {
        sync.ensureOpen();
        AvatarRecord record = existing(id);
        Engine engine = sync.engine().orElse(null);
        if (engine == null) {
            return false;
        }
        try {
            return engine.evict(record);
        } catch (IOException e) {
            throw new AvatarStoreException("avatar " + id + " could not be compared with the cloud; try again", e);
        }
    }

    @Override
    public CompletableFuture<Avatar> whenSynced(AvatarId id) {
        CompletableFuture<Avatar> future = sync.waiters().forSync(id);
        Optional<AvatarRecord> record = record(id);
        sync.announcer()
                .run(
                        record.isPresent()
                                ? sync.waiters().settle(record.get())
                                : () -> future.completeExceptionally(new AvatarNotFoundException(owner, id)));
        return future;
    }

    @Override
    public CompletableFuture<Void> whenDeleted(AvatarId id) {
        CompletableFuture<Void> future = sync.waiters().forDelete(id);
        AvatarRecord record =
                sync.store().find(id).filter(r -> r.owner().equals(owner)).orElse(null);
        if (record == null) {
            sync.announcer().run(() -> future.complete(null));
        } else if (record.goal() == Goal.DELETE) {
            sync.announcer().run(sync.waiters().settle(record));
        } else {
            sync.announcer()
                    .run(() -> future.completeExceptionally(
                            new AvatarException("avatar " + id + " is not being deleted; call delete first", null)));
        }
        return future;
    }
}
