package io.github.avatarsync.testkit;

import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every fake can do beside its port: follow a script of faults and remember the calls. Thread-safe.
 */
public abstract sealed class Fake
        permits InMemoryAvatarStore, InMemoryMediaStore, InMemoryCloudStorage, FakeCredentialsSource {
    private final Failures failures;
    private final Set<Operation> operations;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Scripted> script = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private volatile boolean offline;
    private volatile Consumer<String> timeline = text -> {};

    Fake(Failures failures, Set<Operation> operations) {
        this.failures = failures;
        this.operations = operations;
    }

    /**
     * Adds faults to the script.
     *
     * @param faults what goes wrong, and when
     * @throws IllegalArgumentException if one can never strike at this fake
     */
    public final void script(@Nonnull Fault... faults) {
        for (Fault fault : faults) {
            if (!fault.fitsAny(operations)) {
                throw new IllegalArgumentException("the fault '" + fault + "' can never strike at "
                        + getClass().getSimpleName());
            }
            locked(() -> script.add(new Scripted(fault)));
        }
    }

    /** Forgets the faults that are still to come. */
    public final void heal() {
        locked(() -> {
            script.clear();
            return null;
        });
    }

    /**
     * The scripted faults that never struck, without the {@linkplain Fault#optional() optional} ones.
     *
     * @return in the order they were scripted; a test that ends with some did not test what it meant to
     */
    @Nonnull
    public final List<Fault> unreached() {
        return locked(() -> script.stream()
                .filter(scripted -> scripted.struck == 0 && !scripted.fault.isOptional())
                .map(scripted -> scripted.fault)
                .toList());
    }

    /**
     * The calls answered so far, the ones that failed included.
     *
     * @return in the order they were answered
     */
    @Nonnull
    public final List<Call> calls() {
        return locked(() -> List.copyOf(calls));
    }

    /**
     * The calls of one operation.
     *
     * @param operation which
     * @return in the order they were answered
     */
    @Nonnull
    public final List<Call> calls(@Nonnull Operation operation) {
        return calls().stream().filter(call -> call.operation() == operation).toList();
    }

    final void reportTo(Consumer<String> newTimeline) {
        timeline = newTimeline;
    }

    final void offline(boolean now) {
        offline = now;
    }

    /** Answers a call as the script and the fake say. */
    final <T> T call(Operation operation, @Nullable OwnerId owner, String target, Function<Call, T> effect) {
        return call(operation, owner, target, () -> null, (call, nothing) -> effect.apply(call));
    }

    /** Answers a call that has a part done on the caller's side before anything leaves. */
    final <P, T> T call(
            Operation operation, @Nullable OwnerId owner, String target, Supplier<P> prepare, Landing<P, T> effect) {
        Call call = new Call(operation, owner, target, Call.OK);
        try {
            requireReachable(call);
            P prepared = prepare.get();
            T result = perform(call, asked -> effect.land(asked, prepared));
            remember(call);
            return result;
        } catch (RuntimeException | Error e) {
            remember(call.ended(Failures.name(e)));
            throw e;
        }
    }

    /** What happens at the far end, with what was prepared at the near one. */
    @FunctionalInterface
    interface Landing<P, T> {
        T land(Call call, P prepared);
    }

    // An effect answers in the type of the call, or with the null that a call without a result returns.
    @SuppressWarnings({"unchecked", "NullAway"})
    private <T> T perform(Call call, Function<Call, T> rest) {
        Fault fault = next(call);
        if (fault == null) {
            return rest.apply(call);
        }
        timeline.accept("fault: " + fault);
        return (T) fault.effect().answer(call, rest::apply, failures);
    }

    private void requireReachable(Call call) {
        if (failures == Failures.CLOUD && Thread.currentThread().isInterrupted()) {
            throw failures.interrupted(call);
        }
        if (offline && reachesNetwork(call)) {
            throw failures.offline(call);
        }
    }

    /** Whether the call needs the network at all. */
    boolean reachesNetwork(Call call) {
        return true;
    }

    @Nullable
    private Fault next(Call call) {
        return locked(() -> {
            Fault due = null;
            for (Scripted scripted : script) {
                if (scripted.fault.fits(call) && scripted.isDue(due == null)) {
                    due = scripted.fault;
                }
            }
            return due;
        });
    }

    private void remember(Call call) {
        locked(() -> calls.add(call));
        timeline.accept(call.toString());
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** A fault of the script, and how far it is. */
    private static final class Scripted {
        final Fault fault;
        int seen;
        int struck;

        Scripted(Fault fault) {
            this.fault = fault;
        }

        /** Counts a fitting call; true if it is this fault's turn, and the turn is free. */
        boolean isDue(boolean free) {
            boolean due = ++seen >= fault.nth() && struck < fault.times();
            if (due && free) {
                struck++;
            }
            return due && free;
        }
    }
}
