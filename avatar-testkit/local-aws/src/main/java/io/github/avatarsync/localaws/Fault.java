package io.github.avatarsync.localaws;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.concurrent.atomic.AtomicInteger;

/** A fault that was set with {@link LocalAws#fault}: which requests it meets, what it does, how often it did. */
public final class Fault {
    private final When when;
    private final Effect effect;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger fired = new AtomicInteger();
    private volatile boolean cancelled;

    Fault(When when, Effect effect) {
        this.when = when;
        this.effect = effect;
    }

    /** {@return how many requests it has hit} */
    public int fired() {
        return fired.get();
    }

    /** {@return whether it never hit a request, so that the test did not test what it meant to} */
    public boolean isUnreached() {
        return fired.get() == 0;
    }

    /** Lets all further requests pass. */
    public void cancel() {
        cancelled = true;
    }

    /** {@return what it does to the requests it hits} */
    @Nonnull
    public Effect effect() {
        return effect;
    }

    /** Counts a request; true where the fault is to hit it. At most one fault hits a request. */
    boolean meets(Call call, @Nullable String caller, boolean alreadyHit) {
        if (cancelled || !when.fits(call, caller) || when.isExhausted(seen.get())) {
            return false;
        }
        if (alreadyHit && !when.fires(seen.get() + 1)) {
            seen.incrementAndGet();
            return false;
        }
        return !alreadyHit && hit();
    }

    private boolean hit() {
        boolean fires = when.fires(seen.incrementAndGet());
        if (fires) {
            fired.incrementAndGet();
        }
        return fires;
    }

    @Override
    public String toString() {
        return when + " → " + effect;
    }
}
