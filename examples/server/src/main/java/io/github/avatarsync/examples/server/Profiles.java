package io.github.avatarsync.examples.server;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The host's own table {@code profile}: which avatar a user shows. It is written together with the avatar, or neither is. */
@Service
class Profiles {
    private final AvatarSync sync;
    private final JdbcTemplate jdbc;

    Profiles(AvatarSync sync, JdbcTemplate jdbc) {
        this.sync = sync;
        this.jdbc = jdbc;
    }

    // tag::transaction[]
    @Transactional
    public Avatar show(OwnerId owner, AvatarSource source) {
        Avatar avatar = sync.of(owner).upload(source);
        jdbc.update(
                "INSERT INTO profile (username, avatar_id) VALUES (?, ?)"
                        + " ON CONFLICT (username) DO UPDATE SET avatar_id = excluded.avatar_id",
                owner.value(),
                avatar.id().value());
        wakeAfterCommit();
        return avatar;
    }

    @Transactional
    public void delete(OwnerId owner, AvatarId id) {
        sync.of(owner).delete(id);
        jdbc.update(
                "UPDATE profile SET avatar_id = NULL WHERE username = ? AND avatar_id = ?", owner.value(), id.value());
        wakeAfterCommit();
    }

    /** Before the commit nobody sees the avatar; without this call it would be found within half a minute. */
    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sync.wake();
            }
        });
    }
    // end::transaction[]

    Optional<AvatarId> shown(OwnerId owner) {
        return jdbc
                .queryForList(
                        "SELECT avatar_id FROM profile WHERE username = ? AND avatar_id IS NOT NULL",
                        String.class,
                        owner.value())
                .stream()
                .map(AvatarId::of)
                .findFirst();
    }
}
