/**
 * Avatar Sync: avatars that look after themselves, saved locally at once and carried to the user's own folder in the background.
 *
 * <p>An application meets {@link io.github.avatarsync} and chooses from {@link io.github.avatarsync.store}; pictures and the
 * sync engine stay inside.
 */
module io.github.avatarsync {
    requires org.slf4j;
    requires java.desktop;
    requires jdk.management;
    requires java.management;
    requires com.twelvemonkeys.common.image;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.webp;
    requires static transitive jakarta.annotation;
    // Only stores over JDBC need it: an application without a database can be linked without it.
    requires static transitive java.sql;

    exports io.github.avatarsync;
    exports io.github.avatarsync.store;
}
