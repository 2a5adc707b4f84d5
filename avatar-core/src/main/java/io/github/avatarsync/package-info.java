/**
 * The façade, the ports that a host can implement, the values that pass between them, and the errors.
 *
 * <p>Start at {@code AvatarSync}. Parameters and results are never null unless marked
 * {@code @Nullable}.
 */
package io.github.avatarsync;
