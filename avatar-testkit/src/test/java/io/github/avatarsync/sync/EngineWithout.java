package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarId;
import java.util.HashSet;
import java.util.Set;

/** Engines whose planner leaves out a rule: the way in for tests of other rooms, because planners are not public. */
public final class EngineWithout {
    private EngineWithout() {}

    /** The real planner: what a failure of the others is compared with. */
    public static Engine nothing(EngineParts parts) {
        return new Engine(parts, honest(parts));
    }

    /** Sends without a compare-and-set between session and request. */
    public static Engine renewal(EngineParts parts) {
        Planner honest = honest(parts);
        return new Engine(parts, (record, session, renewed, now) -> honest.plan(record, session, session != null, now));
    }

    /** Repeats a refused request with the next session as it stands, without looking at the record again. */
    public static Engine newPlanAfterRefresh(EngineParts parts) {
        Planner honest = honest(parts);
        Set<Known> known = new HashSet<>();
        return new Engine(parts, (record, session, renewed, now) -> {
            Known state = new Known(record.id(), record.revision());
            boolean replay = session != null && known.contains(state);
            if (session != null && renewed) {
                known.add(state);
            }
            return honest.plan(record, session, renewed || replay, now);
        });
    }

    /** A state of a record that was planned for with a session. */
    private record Known(AvatarId id, long revision) {}

    private static Planner honest(EngineParts parts) {
        return new ProtocolPlanner(parts.cloud().location(), parts.keys());
    }
}
