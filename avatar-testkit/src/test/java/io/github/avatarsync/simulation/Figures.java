package io.github.avatarsync.simulation;

import io.github.avatarsync.testkit.Operation;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a run, or many of them, consisted of. */
final class Figures {
    long seeds;
    long operations;
    long crashes;
    long late;
    long pauses;
    long violations;
    final Set<Operation> diedBefore = EnumSet.noneOf(Operation.class);
    final Set<Operation> diedAfter = EnumSet.noneOf(Operation.class);

    void add(Figures more) {
        seeds += more.seeds;
        operations += more.operations;
        crashes += more.crashes;
        late += more.late;
        pauses += more.pauses;
        violations += more.violations;
        diedBefore.addAll(more.diedBefore);
        diedAfter.addAll(more.diedAfter);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d seeds, %,d operations, %,d crashes, violations %,d",
                seeds,
                operations,
                crashes,
                violations);
    }

    /** What the short form leaves out. */
    String details() {
        return String.format(Locale.ROOT, "%,d requests landed late, %,d pauses before a request left", late, pauses);
    }
}
