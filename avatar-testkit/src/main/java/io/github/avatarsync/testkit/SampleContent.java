package io.github.avatarsync.testkit;

import io.github.avatarsync.Content;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** Content for the tests of media and cloud: honest, failing, or slow. */
final class SampleContent {
    private SampleContent() {}

    /** Bytes without a pattern; the same seed gives the same. */
    static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Content whose stream breaks after half of the bytes. */
    static Content failing(byte[] bytes) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new FilterInputStream(new ByteArrayInputStream(bytes, 0, bytes.length / 2)) {
                    @Override
                    public int read() throws IOException {
                        int next = super.read();
                        return next < 0 ? fail() : next;
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        int n = super.read(buffer, offset, length);
                        return n < 0 ? fail() : n;
                    }

                    private int fail() throws IOException {
                        throw new IOException("the test's stream breaks here");
                    }
                };
            }
        };
    }

    /** Content whose last half comes only after a signal. */
    static Content halting(byte[] bytes, CountDownLatch reached, CountDownLatch goOn) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                int half = bytes.length / 2;
                InputStream rest = new ByteArrayInputStream(Arrays.copyOfRange(bytes, half, bytes.length));
                InputStream waiting = new FilterInputStream(rest) {
                    @Override
                    public int read() throws IOException {
                        await(reached, goOn);
                        return super.read();
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        await(reached, goOn);
                        return super.read(buffer, offset, length);
                    }
                };
                return new java.io.SequenceInputStream(new ByteArrayInputStream(bytes, 0, half), waiting);
            }
        };
    }

    private static void await(CountDownLatch reached, CountDownLatch goOn) throws IOException {
        reached.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted in the test's stream");
        }
    }
}
