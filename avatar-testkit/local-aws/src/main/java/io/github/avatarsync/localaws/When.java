package io.github.avatarsync.localaws;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.Objects;
import java.util.Set;

/**
 * Which requests a {@link Fault} meets: starts with {@link #next}, {@link #nth} or {@link #every} and is narrowed down
 * by {@link #on}, {@link #method}, {@link #key} and {@link #identity}. An immutable value.
 */
public final class When {
    private final int first;
    private final int times;
    private final Set<Operation> operations;

    @Nullable
    private final String method;

    @Nullable
    private final String keyPrefix;

    @Nullable
    private final String identity;

    private When(
            int first,
            int times,
            Set<Operation> operations,
            @Nullable String method,
            @Nullable String keyPrefix,
            @Nullable String identity) {
        this.first = first;
        this.times = times;
        this.operations = operations;
        this.method = method;
        this.keyPrefix = keyPrefix;
        this.identity = identity;
    }

    /** {@return the next request that fits} */
    @Nonnull
    public static When next() {
        return nth(1);
    }

    /**
     * The next requests that fit.
     *
     * @param n how many, at least 1
     * @return which requests
     */
    @Nonnull
    public static When next(int n) {
        return new When(1, positive(n), Set.of(), null, null, null);
    }

    /**
     * Only the n-th request that fits, counted from the moment the fault is set.
     *
     * @param n which one, from 1
     * @return which requests
     */
    @Nonnull
    public static When nth(int n) {
        return new When(positive(n), 1, Set.of(), null, null, null);
    }

    /** {@return every request that fits, until the fault is cancelled} */
    @Nonnull
    public static When every() {
        return new When(1, Integer.MAX_VALUE, Set.of(), null, null, null);
    }

    /**
     * Only these operations; without it any operation of S3 and Cognito fits.
     *
     * @param only the operations
     * @return which requests
     */
    @Nonnull
    public When on(@Nonnull Operation... only) {
        return new When(first, times, Set.of(only), method, keyPrefix, identity);
    }

    /**
     * Only this HTTP method.
     *
     * @param only the method, in capitals
     * @return which requests
     */
    @Nonnull
    public When method(@Nonnull String only) {
        return new When(first, times, operations, Objects.requireNonNull(only), keyPrefix, identity);
    }

    /**
     * Only objects in a part of the bucket.
     *
     * @param prefix what their key starts with
     * @return which requests
     */
    @Nonnull
    public When key(@Nonnull String prefix) {
        return new When(first, times, operations, method, Objects.requireNonNull(prefix), identity);
    }

    /**
     * Only requests of one identity.
     *
     * @param only the identity id
     * @return which requests
     */
    @Nonnull
    public When identity(@Nonnull String only) {
        return new When(first, times, operations, method, keyPrefix, Objects.requireNonNull(only));
    }

    boolean fits(Call call, @Nullable String caller) {
        return (operations.isEmpty() || operations.contains(call.operation()))
                && (method == null || method.equals(call.head().method()))
                && (keyPrefix == null || (call.key() != null && call.key().startsWith(keyPrefix)))
                && (identity == null || identity.equals(caller));
    }

    /** Whether the fault fires at the {@code count}-th request that fits. */
    boolean fires(int count) {
        return count >= first && count - first < times;
    }

    boolean isExhausted(int count) {
        return count >= first && count - first >= times - 1;
    }

    boolean isEndless() {
        return times == Integer.MAX_VALUE;
    }

    private static int positive(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("counted from 1, not " + n);
        }
        return n;
    }

    @Override
    public String toString() {
        return (times > 1 ? (isEndless() ? "every " : "next " + times + " ") : "nth " + first + " ")
                + (operations.isEmpty() ? "request" : operations)
                + (method == null ? "" : " " + method)
                + (keyPrefix == null ? "" : " " + keyPrefix + "*")
                + (identity == null ? "" : " of " + identity);
    }
}
