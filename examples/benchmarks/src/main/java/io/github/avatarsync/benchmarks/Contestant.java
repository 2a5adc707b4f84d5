package io.github.avatarsync.benchmarks;

import java.io.IOException;
import java.util.function.LongSupplier;

/** A way to bring many avatars into a bucket. */
interface Contestant {
    String name();

    /**
     * Gets ready what is not measured.
     *
     * @return does the work, and tells how many nanoseconds it took
     */
    LongSupplier prepared(Target target, Pictures pictures, int concurrency) throws IOException;
}
