package io.github.avatarsync.simulation;

/** The end of a process: an error that nothing in the library catches, so that everything it was doing is abandoned. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }
}
