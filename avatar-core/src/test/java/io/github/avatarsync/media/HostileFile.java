package io.github.avatarsync.media;

/**
 * A file that somebody made to do harm.
 *
 * @param name what it is
 * @param bytes the file
 */
public record HostileFile(String name, byte[] bytes) {
    /** A file under the name of its family. */
    static HostileFile of(String name, byte[]... parts) {
        return new HostileFile(name, Pictures.join(parts));
    }
}
