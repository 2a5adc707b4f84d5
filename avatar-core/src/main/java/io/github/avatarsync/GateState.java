package io.github.avatarsync;

/** Whether this process talks to the cloud now; kept in memory, never in a record. */
public enum GateState {
    /** Work goes out. */
    ONLINE,
    /** No cloud is configured: avatars stay on this machine, and go out once one is. */
    LOCAL_ONLY,
    /** Nothing could be reached: one avatar at a time tries, 10 seconds to 5 minutes apart; the others wait. */
    OFFLINE,
    /** The cloud asked for fewer requests: work goes out more slowly. */
    THROTTLED,
    /** The store cannot be read or written: nothing is claimed until it can. */
    HALTED
}
