package io.github.avatarsync.localaws;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** 127.0.0.1, also where the JVM prefers IPv6. */
final class Loopback {
    static final String HOST = "127.0.0.1";

    private Loopback() {}

    static InetAddress address() {
        try {
            return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
