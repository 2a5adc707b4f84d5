package io.github.avatarsync.sync;

import io.github.avatarsync.Claim;
import io.github.avatarsync.OwnerId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Lets owners take turns: after a few claims an owner waits until every other one with due work had as many. */
final class Turns {
    private static final int CLAIMS_PER_TURN = 4;
    /** A round ends after this many owners, so that the set a claim has to name stays small. */
    private static final int OWNERS_PER_ROUND = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<OwnerId, Integer> taken = new HashMap<>();
    private final Set<OwnerId> waiting = new HashSet<>();
    private long round;

    /** Which round it is now. */
    long round() {
        lock.lock();
        try {
            return round;
        } finally {
            lock.unlock();
        }
    }

    /** The owners whose turn it is, out of those that can be served. */
    Claim.Owners among(Claim.Owners servable) {
        lock.lock();
        try {
            Set<OwnerId> owners = new HashSet<>(servable.set());
            if (servable.only()) {
                owners.removeAll(waiting);
            } else {
                owners.addAll(waiting);
            }
            return new Claim.Owners(servable.only(), owners);
        } finally {
            lock.unlock();
        }
    }

    void took(OwnerId owner) {
        lock.lock();
        try {
            if (taken.merge(owner, 1, Integer::sum) >= CLAIMS_PER_TURN) {
                waiting.add(owner);
            }
            if (taken.size() > OWNERS_PER_ROUND) {
                clear();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins the round after one that is over, unless another worker did already; false if nobody had to wait in it, so that there is
     * nothing left.
     */
    boolean nextRound(long over) {
        lock.lock();
        try {
            if (round == over && waiting.isEmpty()) {
                return false;
            }
            if (round == over) {
                clear();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void clear() {
        taken.clear();
        waiting.clear();
        round++;
    }
}
