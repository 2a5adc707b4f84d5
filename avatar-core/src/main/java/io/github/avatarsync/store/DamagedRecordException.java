package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStoreException;

/** That a record's file is complete, but not as it was written. */
final class DamagedRecordException extends AvatarStoreException {
    private static final long serialVersionUID = 1L;

    DamagedRecordException(AvatarId id) {
        super("the record of avatar " + id + " is damaged: its checksum is wrong; restore it from a backup", null);
    }
}
