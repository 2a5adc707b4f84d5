package io.github.avatarsync.media;

import io.github.avatarsync.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file being rebuilt from ranges of the bytes handed in and a few bytes of our own, in order. Nothing is copied. Not thread-safe.
 */
final class Parts {
    private static final class Part {
        private final byte[] source;
        private final int from;
        private final int length;
        /** Where the part lies in the rebuilt file. */
        private final int start;

        Part(byte[] source, int from, int length, int start) {
            this.source = source;
            this.from = from;
            this.length = length;
            this.start = start;
        }
    }

    private final byte[] data;
    private final List<Part> parts = new ArrayList<>();
    private int size;
    /** The part that was read last: most reads go on there. */
    private int current;

    /**
     * Starts empty.
     *
     * @param data the bytes handed in, from which ranges are kept
     */
    Parts(byte[] data) {
        this.data = data;
    }

    /** Keeps the range {@code from} to {@code to} of the bytes handed in. */
    void keep(int from, int to) {
        add(data, from, to - from);
    }

    void add(byte... own) {
        add(own, 0, own.length);
    }

    void addAll(Parts other) {
        other.parts.forEach(part -> add(part.source, part.from, part.length));
    }

    int size() {
        return size;
    }

    /** Copies bytes of the rebuilt file from a position before its end; returns how many, at least one. */
    int read(int position, byte[] target, int offset, int length) {
        Part part = partAt(position);
        int skipped = position - part.start;
        int count = Math.min(length, part.length - skipped);
        System.arraycopy(part.source, part.from + skipped, target, offset, count);
        return count;
    }

    /** The byte of the rebuilt file at a position before its end. */
    byte at(int position) {
        Part part = partAt(position);
        return part.source[part.from + position - part.start];
    }

    byte[] toByteArray() {
        byte[] out = new byte[size];
        for (Part part : parts) {
            System.arraycopy(part.source, part.from, out, part.start, part.length);
        }
        return out;
    }

    /** The rebuilt file as content that reads the bytes handed in anew from their origin, so that they need not be held. */
    Content contentFrom(Content origin) {
        // A stream goes forward only: a part that lies behind a later one is copied. That is a header that was moved to
        // the
        // front, never the pixels behind it.
        boolean[] sliced = new boolean[parts.size()];
        int next = Integer.MAX_VALUE;
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            sliced[i] = part.source == data && part.from + part.length <= next;
            next = sliced[i] ? part.from : next;
        }
        SlicedContent content = new SlicedContent(origin);
        for (int i = 0; i < sliced.length; i++) {
            Part part = parts.get(i);
            if (sliced[i]) {
                content.slice(part.from, part.length);
            } else {
                content.own(Arrays.copyOfRange(part.source, part.from, part.from + part.length));
            }
        }
        return content;
    }

    private Part partAt(int position) {
        Part part = parts.get(current);
        if (position < part.start || position >= part.start + part.length) {
            current = find(position);
            part = parts.get(current);
        }
        return part;
    }

    private int find(int position) {
        int low = 0;
        int high = parts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (parts.get(middle).start <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private void add(byte[] source, int from, int length) {
        if (length == 0) {
            return;
        }
        Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        // A file of a million tiny chunks must not become a million objects.
        if (last != null && last.source == source && last.from + last.length == from) {
            parts.set(parts.size() - 1, new Part(source, last.from, last.length + length, last.start));
        } else {
            parts.add(new Part(source, from, length, size));
        }
        size = Math.addExact(size, length);
    }
}
