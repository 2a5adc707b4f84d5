package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** The scripted faults in the order in which they were set; the first that fits hits the request. */
final class Faults {
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    Fault add(When when, Effect effect) {
        Fault fault = new Fault(when, effect);
        faults.add(fault);
        return fault;
    }

    void clear() {
        faults.forEach(Fault::cancel);
        faults.clear();
    }

    List<Fault> unreached() {
        return faults.stream().filter(Fault::isUnreached).toList();
    }

    @Nullable
    Effect next(Call call, @Nullable String caller) {
        lock.lock();
        try {
            Effect effect = null;
            for (Fault fault : faults) {
                if (fault.meets(call, caller, effect != null)) {
                    effect = fault.effect();
                }
            }
            return effect;
        } finally {
            lock.unlock();
        }
    }
}
