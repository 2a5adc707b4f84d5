package io.github.avatarsync.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A disk in memory that forgets, when the power goes, whatever was not made durable; for one thread.
 *
 * <p>Bytes of a file are durable up to its last {@code sync}, names of a directory up to the directory's. Of everything else a power
 * cut keeps what a {@link Survival} says. A rename is one change: both names or neither, durable with the directory that it goes
 * to; that is what the journals of today's file systems give, and all that the stores rely on.
 */
final class SimulatedDisk implements Disk {
    /** What a power cut keeps of what was not durable. */
    enum Survival {
        NOTHING,
        /** As if a process had been killed, not the machine. */
        EVERYTHING,
        /** Names, but no bytes: files are there and empty. */
        NAMES,
        /** Any subset of the names, any part of the bytes, blocks of zeros among them. */
        ANYTHING
    }

    private static final int BLOCK = 512;
    private static final Set<String> READING = Set.of("read", "list");

    private final Path base;
    private final Clock clock;
    private final Directory root;
    private final List<Change> journal = new ArrayList<>();
    private Predicate<String> forced = what -> true;
    private Trouble trouble = operation -> {};
    private int operations;
    private int changes;

    /** An empty disk, whose directories {@code base} and above are there. */
    SimulatedDisk(Path base, Clock clock) {
        this(base, clock, new Directory());
    }

    private SimulatedDisk(Path base, Clock clock, Directory root) {
        this.base = base;
        this.clock = clock;
        this.root = root;
    }

    /** What happens before each operation. */
    void trouble(Trouble next) {
        trouble = next;
    }

    /** Ignores each {@code sync} of what does not pass: {@code file records/3c/….tmp}, {@code names records/3c}. */
    void force(Predicate<String> condition) {
        forced = condition;
    }

    /** How many operations there were so far. */
    int operations() {
        return operations;
    }

    /** How many of them changed something. */
    int changes() {
        return changes;
    }

    /** What is there after the power was cut now. */
    SimulatedDisk afterPowerCut(Survival survival, Random random) {
        Map<Directory, Map<String, Node>> names = new IdentityHashMap<>();
        for (Change change : journal) {
            if (change.durable || survives(survival, random)) {
                change.names.forEach(name -> name.applyTo(names));
            }
        }
        SimulatedDisk disk = new SimulatedDisk(base, clock, copy(root, names, survival, random));
        disk.noteAsDurable(disk.root);
        return disk;
    }

    private void noteAsDurable(Directory directory) {
        directory.names.forEach((name, node) -> {
            Change change = new Change(directory, List.of(new Name(directory, name, node)));
            change.durable = true;
            journal.add(change);
            if (node instanceof Directory below) {
                noteAsDurable(below);
            }
        });
    }

    private static boolean survives(Survival survival, Random random) {
        return switch (survival) {
            case NOTHING -> false;
            case EVERYTHING, NAMES -> true;
            case ANYTHING -> random.nextBoolean();
        };
    }

    private Directory copy(Directory from, Map<Directory, Map<String, Node>> names, Survival survival, Random random) {
        Directory copy = new Directory();
        copy.modified = from.modified;
        names.getOrDefault(from, Map.of()).forEach((name, node) -> {
            Node next = node instanceof Directory directory
                    ? copy(directory, names, survival, random)
                    : ((Content) node).afterPowerCut(survival, random);
            copy.names.put(name, next);
        });
        return copy;
    }

    @Override
    public byte[] read(Path file) throws IOException {
        begin("read");
        return content(file).bytes.toByteArray();
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return new ByteArrayInputStream(read(file));
    }

    @Override
    public Sink create(Path file) throws IOException {
        begin("create");
        Directory parent = directory(file.getParent());
        if (parent.names.containsKey(name(file))) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Content content = new Content();
        change(parent, new Name(parent, name(file), content));
        content.modified = clock.instant();
        return new Sink() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                content.bytes.write(bytes, offset, length / 2);
                begin("write");
                content.bytes.write(bytes, offset + length / 2, length - length / 2);
                content.modified = clock.instant();
            }

            @Override
            void sync() throws IOException {
                begin("sync");
                if (forced.test("file " + base.relativize(file))) {
                    content.durable = content.bytes.size();
                }
            }
        };
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        begin("move");
        Directory source = directory(from.getParent());
        Directory target = directory(to.getParent());
        Node node = source.names.get(name(from));
        if (node == null) {
            throw new NoSuchFileException(from.toString());
        }
        if (target.names.get(name(to)) instanceof Directory old && !old.names.isEmpty()) {
            throw new DirectoryNotEmptyException(to.toString());
        }
        change(target, new Name(source, name(from), null), new Name(target, name(to), node));
    }

    @Override
    public void delete(Path path) throws IOException {
        begin("delete");
        Directory parent = directory(path.getParent());
        if (parent.names.get(name(path)) instanceof Directory old && !old.names.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        if (parent.names.containsKey(name(path))) {
            change(parent, new Name(parent, name(path), null));
        }
    }

    @Override
    public void makeDirectory(Path path) throws IOException {
        begin("makeDirectory");
        if (!base.startsWith(path) && !exists(path)) {
            Directory parent = directory(path.getParent());
            Directory made = new Directory();
            made.modified = clock.instant();
            change(parent, new Name(parent, name(path), made));
        }
    }

    @Override
    public void sync(Path path) throws IOException {
        begin("sync");
        if (path.startsWith(base) && forced.test("names " + base.relativize(path))) {
            Directory directory = directory(path);
            journal.forEach(change -> change.durable |= change.durableWith == directory);
        }
    }

    @Override
    public List<Path> list(Path path) throws IOException {
        begin("list");
        return exists(path)
                ? directory(path).names.keySet().stream().map(path::resolve).toList()
                : List.of();
    }

    @Override
    public boolean exists(Path path) {
        return base.startsWith(path) || node(path) != null;
    }

    @Override
    public Instant modified(Path path) throws IOException {
        Node node = node(path);
        if (node == null && path.equals(base.resolve("lock"))) {
            return clock.instant(); // the one file that the stores do not reach through this seam
        }
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node.modified;
    }

    /** Spoils what is on the disk of a file: one bit in each of as many equal parts of it, for good. */
    void damage(Path file, int parts) throws IOException {
        Content content = content(file);
        byte[] bytes = content.bytes.toByteArray();
        for (int i = 0; i < parts; i++) {
            bytes[i * bytes.length / parts + 40] ^= 1;
        }
        content.bytes.reset();
        content.bytes.writeBytes(bytes);
    }

    private void begin(String operation) throws IOException {
        operations++;
        changes += READING.contains(operation) ? 0 : 1;
        trouble.before(operation);
    }

    private void change(Directory durableWith, Name... names) {
        for (Name name : names) {
            name.applyToNow();
            name.directory.modified = clock.instant();
        }
        journal.add(new Change(durableWith, List.of(names)));
    }

    private Content content(Path file) throws IOException {
        if (node(file) instanceof Content content) {
            return content;
        }
        throw new NoSuchFileException(file.toString());
    }

    private Directory directory(Path path) throws IOException {
        Node node = node(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (node instanceof Directory directory) {
            return directory;
        }
        throw new NotDirectoryException(path.toString());
    }

    private Node node(Path path) {
        if (path.equals(base)) {
            return root;
        }
        Node parent = path.startsWith(base) ? node(path.getParent()) : null;
        return parent instanceof Directory directory ? directory.names.get(name(path)) : null;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /** Something that may go wrong with an operation: a method's name, or {@code write}. */
    interface Trouble {
        void before(String operation) throws IOException;
    }

    /** That the power is off: no caller may take it for a failure that it can handle. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    private abstract static class Node {
        Instant modified;
    }

    private static final class Directory extends Node {
        final Map<String, Node> names = new TreeMap<>();
    }

    private static final class Content extends Node {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int durable;

        Content afterPowerCut(Survival survival, Random random) {
            byte[] all = bytes.toByteArray();
            int kept = switch (survival) {
                case NOTHING, NAMES -> durable;
                case EVERYTHING -> all.length;
                case ANYTHING -> durable + random.nextInt(all.length - durable + 1);
            };
            byte[] left = Arrays.copyOf(all, kept);
            if (survival == Survival.ANYTHING) {
                for (int i = durable; i < kept; i += BLOCK) {
                    if (random.nextInt(4) == 0) {
                        Arrays.fill(left, i, Math.min(kept, i + BLOCK), (byte) 0);
                    }
                }
            }
            Content content = new Content();
            content.bytes.writeBytes(left);
            content.durable = kept;
            content.modified = modified;
            return content;
        }
    }

    /** That a name in a directory stands for something from now on, or for nothing. */
    private record Name(Directory directory, String name, Node node) {
        void applyToNow() {
            apply(directory.names);
        }

        void applyTo(Map<Directory, Map<String, Node>> names) {
            apply(names.computeIfAbsent(directory, d -> new HashMap<>()));
        }

        private void apply(Map<String, Node> names) {
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
        }
    }

    /** Names that change together, and the directory whose {@code sync} makes that durable. */
    private static final class Change {
        final Directory durableWith;
        final List<Name> names;
        boolean durable;

        Change(Directory durableWith, List<Name> names) {
            this.durableWith = durableWith;
            this.names = names;
        }
    }
}
