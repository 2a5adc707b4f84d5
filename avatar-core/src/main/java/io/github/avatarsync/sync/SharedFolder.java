package io.github.avatarsync.sync;

import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.ListedObject;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

/** The folder that everybody reads: the only requests outside a record. They look, and change nothing. */
public final class SharedFolder {
    private final CloudStorage cloud;
    private final Sessions sessions;
    private final String folder;

    SharedFolder(CloudStorage cloud, Sessions sessions, String folder) {
        this.cloud = cloud;
        this.sessions = sessions;
        this.folder = folder;
    }

    /**
     * Where it is.
     *
     * @return cloud and folder, in a form that stays the same for the same place
     */
    public String location() {
        return cloud.location() + " " + folder;
    }

    /**
     * The key of a file.
     *
     * @param name without a slash
     * @return its key
     */
    public String key(String name) {
        return folder + name;
    }

    /**
     * Everything in it, what lies deeper included.
     *
     * @param owner who asks
     * @return in any order
     */
    public List<ListedObject> list(OwnerId owner) {
        return as(owner, session -> cloud.list(session, folder));
    }

    /**
     * Gets a file.
     *
     * @param owner who asks
     * @param name without a slash
     * @return a stream that the caller closes
     */
    public InputStream get(OwnerId owner, String name) {
        return as(owner, session -> cloud.get(session, key(name)));
    }

    /** A session that the cloud does not believe any more is replaced once. */
    private <T> T as(OwnerId owner, Function<Session, T> request) {
        Session session = sessions.get(owner, null);
        try {
            return request.apply(session);
        } catch (CloudStorageException e) {
            if (e.kind() != CloudStorageException.Kind.SESSION) {
                throw e;
            }
            return request.apply(sessions.get(owner, session));
        }
    }
}
