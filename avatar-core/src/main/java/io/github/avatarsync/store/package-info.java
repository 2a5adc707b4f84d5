/**
 * Local stores: plain files and directories for one machine, rows of a database for several.
 *
 * <p>{@link io.github.avatarsync.store.FileAvatarStore} keeps the records, {@link
 * io.github.avatarsync.store.DirectoryMediaStore} the bytes; both can share one directory. {@link
 * io.github.avatarsync.store.JdbcAvatarStore} and {@link io.github.avatarsync.store.JdbcMediaStore} do the same in the host's own
 * database, in tables that {@link io.github.avatarsync.store.JdbcSchema} describes.
 */
package io.github.avatarsync.store;
