package io.github.avatarsync;

/**
 * How far several avatars together are on their way to the cloud: what one bar over all of them shows.
 *
 * <p>All bytes sent is not yet synced. An avatar that was deleted meanwhile counts no more.
 *
 * @param avatars how many there are
 * @param synced how many of them are verified in the cloud
 * @param blocked how many of them need a person
 * @param sent bytes of all variants that are in the cloud or were on their way from this process, at most {@code total}
 * @param total bytes of all variants
 */
public record BatchProgress(int avatars, int synced, int blocked, long sent, long total) {
    BatchProgress plus(BatchProgress other) {
        return new BatchProgress(
                avatars + other.avatars,
                synced + other.synced,
                blocked + other.blocked,
                sent + other.sent,
                total + other.total);
    }

    /**
     * Whether there is nothing to wait for any more.
     *
     * @return true if every avatar is synced or blocked
     */
    public boolean ended() {
        return synced + blocked == avatars;
    }
}
