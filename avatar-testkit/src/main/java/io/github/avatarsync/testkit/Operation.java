package io.github.avatarsync.testkit;

/** What a fake can be asked to do: the methods of the four ports. */
public enum Operation {
    /** {@code AvatarStore.insert}. */
    STORE_INSERT,
    /** {@code AvatarStore.find}. */
    STORE_FIND,
    /** {@code AvatarStore.list}. */
    STORE_LIST,
    /** {@code AvatarStore.claim}. */
    STORE_CLAIM,
    /** {@code AvatarStore.update}. */
    STORE_UPDATE,
    /** {@code AvatarStore.remove}. */
    STORE_REMOVE,
    /** {@code AvatarStore.nextDue}. */
    STORE_NEXT_DUE,
    /** {@code AvatarStore.knows}. */
    STORE_KNOWS,
    /** {@code MediaStore.put}. */
    MEDIA_PUT,
    /** {@code MediaStore.open}. */
    MEDIA_OPEN,
    /** {@code MediaStore.delete}. */
    MEDIA_DELETE,
    /** {@code MediaStore.sweep}. */
    MEDIA_SWEEP,
    /** {@code CloudStorage.put}. */
    CLOUD_PUT,
    /** {@code CloudStorage.get}. */
    CLOUD_GET,
    /** {@code CloudStorage.head}. */
    CLOUD_HEAD,
    /** {@code CloudStorage.delete}. */
    CLOUD_DELETE,
    /** {@code CloudStorage.list}. */
    CLOUD_LIST,
    /** {@code CloudStorage.abandon}. */
    CLOUD_ABANDON,
    /** {@code CredentialsSource.session}. */
    SESSION;

    boolean isStore() {
        return name().startsWith("STORE_");
    }

    boolean isMedia() {
        return name().startsWith("MEDIA_");
    }

    boolean isCloud() {
        return name().startsWith("CLOUD_");
    }
}
