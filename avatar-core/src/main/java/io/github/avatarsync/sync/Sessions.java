package io.github.avatarsync.sync;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one cache of sessions, keyed by owner, bounded, with at most one refresh in flight for each owner.
 *
 * <p>From 5 minutes before the end (with jitter) one caller refreshes while the others go on with what they have; only in the
 * last minute do they wait. A refresh that ends after a sign-out is dropped.
 */
final class Sessions {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration JITTER = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Duration RETRY_EARLY_REFRESH = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private final CredentialsSource source;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final int capacity;
    private final ReentrantLock mapLock = new ReentrantLock();
    private final Map<OwnerId, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(CredentialsSource source, Clock clock, LongSupplier nanoTime, RandomGenerator random, int capacity) {
        this.source = source;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
        this.capacity = capacity;
    }

    /**
     * A session of the owner that has at least a minute to go, or long-lived keys.
     *
     * @param owner whose
     * @param rejected the session that was just refused, or null
     * @return never {@code rejected}
     */
    Session get(OwnerId owner, @Nullable Session rejected) {
        Slot slot = slot(owner);
        // Read before the session: a refresh that ends in between is then seen as one that we waited for.
        int refreshes = slot.refreshes.get();
        Held held = slot.held;
        Instant now = clock.instant();
        if (held == null || !usable(held, rejected, now) || lastMinute(held, now)) {
            return waitForRefresh(slot, refreshes, owner, rejected);
        }
        if (now.isBefore(held.refreshAt) || !slot.refreshing.tryLock()) {
            return held.session;
        }
        try {
            return slot.refreshes.get() == refreshes ? refreshEarly(slot, held, now) : get(owner, rejected);
        } finally {
            slot.refreshing.unlock();
        }
    }

    /** The session at hand, without asking anybody. */
    Optional<Session> peek(OwnerId owner) {
        mapLock.lock();
        try {
            Slot slot = slots.get(owner);
            Held held = slot == null ? null : slot.held;
            return held != null && usable(held, null, clock.instant()) ? Optional.of(held.session) : Optional.empty();
        } finally {
            mapLock.unlock();
        }
    }

    /** The owners with a session at hand. */
    Set<OwnerId> owners() {
        mapLock.lock();
        try {
            Instant now = clock.instant();
            Set<OwnerId> owners = new HashSet<>();
            slots.forEach((owner, slot) -> {
                if (usable(slot.held, null, now)) {
                    owners.add(owner);
                }
            });
            return owners;
        } finally {
            mapLock.unlock();
        }
    }

    /** Forgets what is known of an owner; a refresh under way is dropped when it ends. */
    void forget(OwnerId owner) {
        mapLock.lock();
        try {
            Slot slot = slots.remove(owner);
            if (slot != null) {
                slot.dropped = true;
                slot.held = null;
            }
        } finally {
            mapLock.unlock();
        }
    }

    private boolean usable(@Nullable Held held, @Nullable Session rejected, Instant now) {
        return held != null
                && held.outlives(now, nanoTime.getAsLong())
                && (rejected == null || !rejected.keyId().equals(held.session.keyId()));
    }

    private boolean lastMinute(Held held, Instant now) {
        return !held.outlives(now.plus(LATE), nanoTime.getAsLong() + LATE.toNanos());
    }

    private Session waitForRefresh(Slot slot, int before, OwnerId owner, @Nullable Session rejected) {
        try {
            slot.refreshing.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CredentialsException(
                    Kind.TRANSIENT, "interrupted while waiting for a session of owner " + owner, e);
        }
        try {
            Held held = slot.held;
            boolean waited = slot.refreshes.get() != before;
            if (waited && held != null && usable(held, rejected, clock.instant())) {
                return held.session;
            }
            CredentialsException failure = slot.failure;
            if (waited && failure != null) {
                throw failure;
            }
            return refresh(slot, owner, rejected);
        } finally {
            slot.refreshing.unlock();
        }
    }

    private Session refreshEarly(Slot slot, Held held, Instant now) {
        try {
            return refresh(slot, held.session.owner(), null);
        } catch (CredentialsException e) {
            if (slot.dropped) {
                throw e;
            }
            slot.held = held.refreshedAt(now.plus(RETRY_EARLY_REFRESH));
            return held.session;
        }
    }

    /** Asks the source; the caller holds the slot's lock. */
    private Session refresh(Slot slot, OwnerId owner, @Nullable Session rejected) {
        try {
            Session session = checked(source.session(owner, rejected), owner, rejected);
            if (slot.dropped) {
                throw new CredentialsException(Kind.SIGNED_OUT, "owner " + owner + " signed out meanwhile", null);
            }
            slot.failure = null;
            slot.held = hold(session);
            if (slot.dropped) {
                slot.held = null;
            }
            log.info("owner {} has credentials of {} until {}", owner, session.authority(), end(session));
            return session;
        } catch (CredentialsException e) {
            slot.failure = e;
            throw e;
        } finally {
            slot.refreshes.incrementAndGet();
        }
    }

    private Session checked(Session session, OwnerId owner, @Nullable Session rejected) {
        if (!session.owner().equals(owner)) {
            throw new CredentialsException(
                    Kind.SIGNED_OUT, "asked for owner " + owner + ", somebody else is signed in", null);
        }
        if (rejected != null && rejected.keyId().equals(session.keyId())) {
            throw new CredentialsException(
                    Kind.REFUSED, "the credentials of owner " + owner + " were refused and there are no others", null);
        }
        if (session.expired(clock.instant())) {
            throw new CredentialsException(
                    Kind.TRANSIENT,
                    "the credentials of owner " + owner + " had ended when they came; check this machine's clock",
                    null);
        }
        return session;
    }

    private static String end(Session session) {
        return session.expiresAt() == null
                ? "they are changed"
                : session.expiresAt().toString();
    }

    private Held hold(Session session) {
        Instant expiresAt = session.expiresAt();
        if (expiresAt == null) {
            return new Held(session, Instant.MAX, 0);
        }
        Instant now = clock.instant();
        Duration left = Duration.between(now, expiresAt);
        Instant refreshAt = expiresAt.minus(EARLY).minusMillis(random.nextLong(JITTER.toMillis()));
        return new Held(session, refreshAt, nanoTime.getAsLong() + left.toNanos());
    }

    private Slot slot(OwnerId owner) {
        mapLock.lock();
        try {
            Slot slot = slots.computeIfAbsent(owner, o -> new Slot());
            Iterator<Slot> oldest = slots.values().iterator();
            while (slots.size() > capacity && oldest.hasNext()) {
                Slot candidate = oldest.next();
                if (candidate != slot && !candidate.refreshing.isLocked()) {
                    oldest.remove();
                }
            }
            return slot;
        } finally {
            mapLock.unlock();
        }
    }

    /** An owner's place in the cache. */
    private static final class Slot {
        private final ReentrantLock refreshing = new ReentrantLock();

        @Nullable
        private volatile Held held;

        private volatile boolean dropped;
        private final AtomicInteger refreshes = new AtomicInteger();

        @Nullable
        private volatile CredentialsException failure;
    }

    /** A session and when to renew it. Its end counts on both clocks: either may have stood still or jumped. */
    private record Held(Session session, Instant refreshAt, long endNanos) {
        boolean outlives(Instant now, long nanos) {
            return session.expiresAt() == null || (!session.expired(now) && nanos - endNanos < 0);
        }

        Held refreshedAt(Instant later) {
            return new Held(session, later, endNanos);
        }
    }
}
