package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Binding;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.Goal;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.Session;
import io.github.avatarsync.VariantInfo;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;

/**
 * The rules of the sync protocol as a table from what is known to what is next.
 *
 * @param location the cloud that is configured
 * @param keys the layout for avatars that are not bound yet
 */
record ProtocolPlanner(String location, KeyLayout keys) implements Planner {
    /** A record that was claimed this often without any outcome kills its process. */
    static final int MAX_ATTEMPTS = 10;

    @Override
    public Action plan(AvatarRecord record, @Nullable Session session, boolean renewed, Instant now) {
        Binding binding = record.binding().orElse(null);
        boolean delete = record.goal() == Goal.DELETE;
        if (delete && binding == null) {
            return new Action.Forget();
        }
        if (!delete && record.attempts() > MAX_ATTEMPTS) {
            return new Action.Block(
                    BlockedReason.KEEPS_CRASHING, record.attempts() + " attempts ended without an outcome");
        }
        if (binding != null && !binding.location().equals(location)) {
            return new Action.Block(
                    BlockedReason.LOCATION_CHANGED, "bound to " + binding.location() + ", configured is " + location);
        }
        if (!delete && record.inCloud()) {
            return record.replaces().<Action>map(Action.DeleteReplaced::new).orElseGet(Action.Finish::new);
        }
        if (session == null || session.expired(now)) {
            return new Action.Obtain();
        }
        return binding == null ? bind(record, session) : carry(record, binding, session, renewed, delete);
    }

    private Action bind(AvatarRecord record, Session session) {
        List<VariantInfo> keyed = record.variants().stream()
                .map(v -> v.withKey(keys.key(session.identity(), record.id(), v.variant(), v.extension())))
                .toList();
        return new Action.Bind(new Binding(location, session.authority(), session.identity()), keyed);
    }

    private static Action carry(
            AvatarRecord record, Binding binding, Session session, boolean renewed, boolean delete) {
        if (!binding.identity().equals(session.identity())
                || !binding.authority().equals(session.authority())) {
            return new Action.Block(
                    BlockedReason.IDENTITY_CHANGED,
                    "bound to " + binding.identity() + " of " + binding.authority() + ", the session is of "
                            + session.identity() + " of " + session.authority());
        }
        if (!renewed) {
            return new Action.Renew();
        }
        return delete
                ? new Action.Sweep()
                : new Action.Put(
                        record.variants().stream().filter(v -> !v.inCloud()).toList());
    }
}
