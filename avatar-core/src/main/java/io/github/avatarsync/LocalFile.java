package io.github.avatarsync;

import io.github.avatarsync.sync.Spool;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local file of a variant, which a disk may have spoilt or lost. */
record LocalFile(MediaStore media, AvatarId id, VariantInfo info) implements Content {
    private static final Logger log = LoggerFactory.getLogger(LocalFile.class);

    @Override
    public long size() {
        return info.size();
    }

    @Override
    public InputStream open() throws IOException {
        return media.open(id, info.variant())
                .orElseThrow(() -> new FileNotFoundException("the local " + info.variant() + " of avatar " + id));
    }

    /** Whether it is there and as it was accepted; reads all of it. */
    boolean isSound() {
        try {
            boolean sound = Spool.hash(this).equals(info.sha256());
            if (!sound) {
                log.warn("the local {} of avatar {} has other bytes than were accepted", info.variant(), id);
            }
            return sound;
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException | AvatarStoreException e) {
            log.warn("the local {} of avatar {} cannot be read: {}", info.variant(), id, e.getMessage());
            return false;
        }
    }
}
