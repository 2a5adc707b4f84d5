package io.github.avatarsync.endtoend;

import java.time.Duration;

/** What a network does to connections; a value. Counted are the bytes of a request that meets it, and of its answer. */
sealed interface NetworkFault {
    /** Which way bytes go. */
    enum Way {
        UP,
        DOWN
    }

    /** Whether a request may take effect all the same. */
    default boolean mayLand() {
        return false;
    }

    /** Every chunk comes later. */
    record Latency(Duration each) implements NetworkFault {
        @Override
        public boolean mayLand() {
            return true;
        }
    }

    /** The link that all connections share takes so many bytes a second. */
    record Throttle(int bytesPerSecond) implements NetworkFault {
        @Override
        public boolean mayLand() {
            return true;
        }
    }

    /** After so many bytes the connection ends as if everything had been said. */
    record Cut(Way way, long after) implements NetworkFault {
        @Override
        public boolean mayLand() {
            return way == Way.DOWN;
        }
    }

    /** After so many bytes the connection is reset. */
    record Reset(Way way, long after) implements NetworkFault {
        @Override
        public boolean mayLand() {
            return way == Way.DOWN;
        }
    }

    /** After so many bytes nothing arrives any more, and nobody says so. */
    record Silence(Way way, long after) implements NetworkFault {
        @Override
        public boolean mayLand() {
            return way == Way.DOWN;
        }
    }

    /** Nobody listens. */
    record Refuse() implements NetworkFault {}

    /** Somebody else answers, with 200 and a web page. */
    record Portal() implements NetworkFault {}
}
