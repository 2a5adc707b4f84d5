package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Claim;
import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.Filter;
import io.github.avatarsync.GateState;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Pass;
import io.github.avatarsync.Position;
import io.github.avatarsync.Session;
import io.github.avatarsync.VariantInfo;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of this room: works off what is due.
 *
 * <p>A pass starts workers on the work executor; each claims one record after the other until nothing is due. Thread-safe.
 */
public final class Engine {
    private static final int CACHED_SESSIONS = 10_000;
    /** Above this many parked owners a claim names the owners it can serve, not those it cannot. */
    private static final int MANY_PARKED = 1_000;

    private static final int PARKED_ASKED_PER_PASS = 8;
    private static final int RECORDS_PER_PAGE = 200;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private final EngineParts parts;
    private final Sessions sessions;
    private final Gate gate;
    private final Parking parking = new Parking();
    private final Transfers transfers = new Transfers();
    private final Turns turns = new Turns();
    private final Bell bell = new Bell();
    private final LocalCopy local;
    private final SharedFolder shared;
    private final Progress progress;
    private final Courier courier;
    private volatile boolean closed;

    @Nullable
    private volatile Background background;

    /**
     * Makes an engine that does nothing until a pass is run or the timer is started.
     *
     * @param parts what it works with
     */
    public Engine(EngineParts parts) {
        this(parts, new ProtocolPlanner(parts.cloud().location(), parts.keys()));
    }

    Engine(EngineParts parts, Planner planner) {
        this.parts = parts;
        this.sessions =
                new Sessions(parts.credentials(), parts.clock(), System::nanoTime, parts.random(), CACHED_SESSIONS);
        this.shared = new SharedFolder(parts.cloud(), sessions, parts.keys().systemFolder());
        this.gate = new Gate(parts.concurrency());
        Dispatch dispatch = new Dispatch(parts.cloud(), gate);
        this.local = new LocalCopy(parts.media(), dispatch);
        this.progress = new Progress(parts.events(), parts.clock());
        this.courier = new Courier(
                planner,
                new Desk(
                        parts.store(),
                        dispatch,
                        local,
                        new Deletion(parts.store(), parts.clock()),
                        sessions,
                        gate,
                        parking,
                        transfers,
                        progress,
                        new Backoff(parts.random()),
                        parts.events(),
                        parts.clock()));
    }

    /** Starts the daemon timer, which runs until the engine is closed. */
    public void startBackground() {
        background = new Background(this, parts.clock());
    }

    /**
     * Works off what is due, and waits for it.
     *
     * @return what was done
     */
    public Pass runOnce() {
        Tally tally = new Tally();
        top(tally);
        tally.await();
        passed();
        return new Pass(tally.done(), tally.failed(), nextDue());
    }

    /**
     * Repeats passes until nothing is pending.
     *
     * @param limit how long, in real time
     * @return false if something was still pending at the limit, or the thread was interrupted
     */
    public boolean drain(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        for (; ; ) {
            long rings = bell.rings();
            Pass pass = runOnce();
            if (!anythingPending()) {
                return true;
            }
            long left = end - System.nanoTime();
            if (left <= 0 || closed) {
                return false;
            }
            Duration untilDue = pass.nextDue()
                    .map(due -> Duration.between(parts.clock().instant(), due))
                    .orElse(limit);
            try {
                bell.await(rings, Math.max(SHORTEST_PAUSE.toNanos(), Math.min(left, nanos(untilDue))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : duration.toNanos();
    }

    private boolean anythingPending() {
        return !parts.store().list(Filter.of(AvatarState.PENDING), 1, null).isEmpty() || anyTombstoneUnswept();
    }

    /** A tombstone that waits for its second sweep counts as idle. */
    private boolean anyTombstoneUnswept() {
        Position after = null;
        List<AvatarRecord> page;
        do {
            page = parts.store().list(Filter.of(AvatarState.DELETING), RECORDS_PER_PAGE, after);
            if (page.stream().anyMatch(record -> record.sweptAt().isEmpty())) {
                return true;
            }
            after = page.isEmpty() ? after : Position.of(page.get(page.size() - 1));
        } while (page.size() == RECORDS_PER_PAGE);
        return false;
    }

    /** Tells that a pass has ended. */
    void passed() {
        parts.events().passed();
    }

    Bell bell() {
        return bell;
    }

    /** There may be something to do: the timer looks at once. */
    public void wake() {
        bell.ring();
    }

    /** Starts workers, as many as are missing, if something is due; the tally knows when they have ended. */
    void top(Tally tally) {
        // A worker that meets a closed gate ends at once, and its end wakes the timer, which would start the next one.
        if (closed || parts.clock().instant().isBefore(gate.notBefore()) || !anythingDue()) {
            return;
        }
        if (tally.workers() == 0) {
            log.info("sync begins: avatars are due");
        }
        tally.restart();
        for (int i = tally.workers(); i < parts.concurrency(); i++) {
            startWorker(tally);
        }
    }

    private boolean anythingDue() {
        try {
            askForParked();
            Instant now = parts.clock().instant();
            return parts.store()
                    .nextDue(servable())
                    .filter(due -> !due.isAfter(now) || due.isAfter(now.plus(Claim.HORIZON)))
                    .isPresent();
        } catch (AvatarStoreException e) {
            storeFailed(e);
            return false;
        }
    }

    private void startWorker(Tally tally) {
        tally.started();
        try {
            parts.work().execute(() -> {
                try {
                    work(tally);
                } finally {
                    tally.ended();
                }
            });
        } catch (RejectedExecutionException e) {
            log.warn("the work executor takes no more work; what is due waits");
            tally.ended();
        }
    }

    private void work(Tally tally) {
        while (!closed && !tally.exhausted() && gate.enter(parts.clock().instant())) {
            try {
                List<AvatarRecord> claimed = claim();
                if (claimed.isEmpty()) {
                    tally.exhaust();
                }
                claimed.forEach(record -> tally.count(record.id(), courier.carry(record)));
            } catch (AvatarStoreException e) {
                storeFailed(e);
            } finally {
                gate.leave();
            }
        }
    }

    private List<AvatarRecord> claim() {
        long round = turns.round();
        List<AvatarRecord> claimed = claim(turns.among(servable()));
        if (claimed.isEmpty() && turns.nextRound(round)) {
            claimed = claim(servable());
        }
        gate.storeAnswered();
        claimed.forEach(record -> turns.took(record.owner()));
        return claimed;
    }

    private List<AvatarRecord> claim(Claim.Owners owners) {
        return parts.store().claim(new Claim(parts.clock().instant(), Courier.LEASE, 1, owners));
    }

    private void storeFailed(AvatarStoreException e) {
        log.warn("local storage failed, nothing is claimed until it works again: {}", e.getMessage());
        gate.halted(parts.clock().instant());
    }

    private Claim.Owners servable() {
        if (parking.size() <= MANY_PARKED) {
            return Claim.Owners.except(parking.owners());
        }
        return Claim.Owners.only(sessions.owners());
    }

    /**
     * Hosts that never call signedIn: whoever can be served again is let go, before anything is claimed. While nothing is reachable
     * one of them is the canary, for there may be no other.
     */
    private void askForParked() {
        Instant now = parts.clock().instant();
        int most = gate.state() == GateState.ONLINE ? PARKED_ASKED_PER_PASS : 1;
        for (OwnerId owner : parking.due(now, most)) {
            try {
                sessions.get(owner, null);
                parking.release(owner);
            } catch (CredentialsException e) {
                log.debug("owner {} stays parked: {}", owner, e.getMessage());
                parking.park(owner, now);
                if (e.kind() == CredentialsException.Kind.OFFLINE) {
                    gate.offline(now);
                    return;
                }
            }
        }
    }

    /**
     * When a pass makes sense again.
     *
     * @return in the past if work is left; empty if nothing waits for a time
     */
    public Optional<Instant> nextDue() {
        Optional<Instant> due = parts.store().nextDue(servable());
        Instant open = gate.notBefore();
        return Stream.concat(due.stream(), parking.next().stream())
                .min(Instant::compareTo)
                .map(at -> at.isBefore(open) ? open : at);
    }

    /**
     * Whether this process talks to the cloud now.
     *
     * @return never null
     */
    public GateState gate() {
        return gate.state();
    }

    /**
     * Somebody signed in: the owner's work goes on.
     *
     * @param owner who
     */
    public void signedIn(OwnerId owner) {
        parking.release(owner);
        networkChanged();
    }

    /**
     * Somebody signed out: the owner's work stops and waits, the session is forgotten.
     *
     * @param owner who
     */
    public void signedOut(OwnerId owner) {
        sessions.forget(owner);
        parking.park(owner, parts.clock().instant());
        transfers.cancel(owner);
    }

    /** The network may be back: what waits for it is tried at once. */
    public void networkChanged() {
        gate.probeNow();
        wake();
    }

    /**
     * Stops the transfer of an avatar, if it is under way in this process.
     *
     * @param id which
     */
    public void cancel(AvatarId id) {
        transfers.cancel(id);
    }

    /**
     * How many bytes of an avatar this process has reported to be on their way.
     *
     * @param id which
     * @return 0 if it is not under way here
     */
    public long sent(AvatarId id) {
        return progress.sent(id);
    }

    /**
     * A session that is at hand.
     *
     * @param owner whose
     * @return empty if one would have to be asked for
     */
    public Optional<Session> cachedSession(OwnerId owner) {
        return sessions.peek(owner);
    }

    /**
     * The folder that everybody reads.
     *
     * @return always the same
     */
    public SharedFolder shared() {
        return shared;
    }

    /**
     * Fetches a variant that is missing locally from the cloud, verified, and stores it.
     *
     * @param record whose
     * @param variant which
     * @return false if the cloud has other bytes
     * @throws IOException if it cannot be read or stored
     */
    public boolean restore(AvatarRecord record, VariantInfo variant) throws IOException {
        return local.restore(record, variant, sessions.get(record.owner(), null));
    }

    /**
     * Removes the local files of a synced avatar. What the cloud has is looked at first; that they are gone is written down before
     * they go, so that whoever accepts the avatar again meanwhile either keeps them or knows.
     *
     * @param record as it was read
     * @return false if nothing was removed
     * @throws IOException if what the cloud has cannot be read
     */
    public boolean evict(AvatarRecord record) throws IOException {
        if (record.state() != AvatarState.SYNCED) {
            return false;
        }
        Session session = sessions.get(record.owner(), null);
        for (VariantInfo variant : record.variants()) {
            if (!local.inCloud(record, variant, session)) {
                return false;
            }
        }
        List<VariantInfo> evicted =
                record.variants().stream().map(v -> v.withLocal(false)).toList();
        boolean written = parts.store().update(record.edit().variants(evicted).save(), record.revision());
        if (written) {
            local.delete(record.id());
        }
        return written;
    }

    /** Makes blocked avatars due again, because whatever blocked them may have been changed while nothing ran. */
    void rearmBlocked() {
        Position after = null;
        Set<AvatarId> seen = new HashSet<>();
        List<AvatarRecord> page;
        do {
            page = parts.store().list(Filter.of(AvatarState.BLOCKED), RECORDS_PER_PAGE, after);
            for (AvatarRecord record : page) {
                after = Position.of(record);
                if (seen.add(record.id())) {
                    parts.store()
                            .update(record.edit().dueAt(parts.clock().instant()).save(), record.revision());
                }
            }
        } while (page.size() == RECORDS_PER_PAGE);
    }

    /**
     * Removes local files without a record that are older than a day.
     *
     * @return how many avatars' files were removed
     */
    int sweepMedia() {
        return parts.media().sweep(parts.clock().instant().minus(Duration.ofDays(1)), parts.store()::knows);
    }

    /** Claims nothing more, stops what is under way, gives it back as far as the store allows, and waits for the timer's workers. */
    public void close() {
        closed = true;
        transfers.close();
        Background timer = background;
        if (timer != null) {
            timer.close();
        }
        wake();
    }
}
