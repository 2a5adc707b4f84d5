/**
 * Local stores: plain files and directories for one machine.
 *
 * <p>{@link io.github.avatarsync.store.FileAvatarStore} keeps the records, {@link
 * io.github.avatarsync.store.DirectoryMediaStore} the bytes; both can share one directory.
 */
package io.github.avatarsync.store;
