package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nullable;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The avatars under way in this process, so that a delete, a sign-out or a close can stop them.
 *
 * <p>A thread is interrupted only while it is inside a call to the cloud: an interrupt during a write to a local store could close
 * files that others use.
 */
final class Transfers {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Transfer> underWay = new HashSet<>();
    private boolean closed;

    /** Registers an avatar for as long as it is carried. */
    Transfer begin(AvatarRecord record) {
        lock.lock();
        try {
            Transfer transfer = new Transfer(record.id(), record.owner());
            transfer.cancelled = closed;
            underWay.add(transfer);
            return transfer;
        } finally {
            lock.unlock();
        }
    }

    void cancel(AvatarId id) {
        cancel(transfer -> transfer.id.equals(id));
    }

    void cancel(OwnerId owner) {
        cancel(transfer -> transfer.owner.equals(owner));
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            cancel(transfer -> true);
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Predicate<Transfer> which) {
        lock.lock();
        try {
            underWay.stream().filter(which).forEach(transfer -> {
                transfer.cancelled = true;
                if (transfer.inCloud != null) {
                    transfer.inCloud.interrupt();
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** One avatar under way. */
    final class Transfer implements AutoCloseable {
        private final AvatarId id;
        private final OwnerId owner;

        @Nullable
        private Thread inCloud;

        private boolean cancelled;

        private Transfer(AvatarId id, OwnerId owner) {
            this.id = id;
            this.owner = owner;
        }

        boolean cancelled() {
            lock.lock();
            try {
                return cancelled;
            } finally {
                lock.unlock();
            }
        }

        /** Runs a call to the cloud that may be interrupted. */
        void inCloud(Runnable call) {
            enter();
            try {
                call.run();
            } finally {
                leave();
            }
        }

        /** Runs, in the midst of a call to the cloud, something local that must not be interrupted. */
        void outside(Runnable local) {
            leave();
            local.run();
            enter();
        }

        private void enter() {
            lock.lock();
            try {
                if (cancelled) {
                    throw new CancelledException();
                }
                inCloud = Thread.currentThread();
            } finally {
                lock.unlock();
            }
        }

        private void leave() {
            lock.lock();
            try {
                inCloud = null;
                if (cancelled) {
                    // The interrupt was ours and has done its work.
                    Thread.interrupted();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                underWay.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }

    /** That an avatar was stopped by a delete, a sign-out or a close of this process. */
    static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CancelledException() {
            super("stopped", null, false, false);
        }
    }
}
