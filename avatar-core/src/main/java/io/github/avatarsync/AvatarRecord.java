package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a store keeps of an avatar: a few columns to search by, and a human-readable document with everything.
 *
 * <p>Immutable. {@link #parse(String)} of {@link #document()} gives an equal record, so a store may keep the columns only as
 * copies. {@link #edit()} starts the next revision; lines of the document that this version of the library does not know are
 * carried over.
 */
public final class AvatarRecord {
    /** A record that kills its process is put off by at most this many leases. */
    private static final int MAX_LEASES = 10;

    /** Claims without an outcome before the lease begins to grow. */
    private static final int PATIENCE = 2;

    final Editor fields;
    private final String document;

    AvatarRecord(Editor fields) {
        this.fields = fields;
        this.document = RecordDocument.print(this);
    }

    /**
     * Starts the record of a new avatar.
     *
     * @param id its id
     * @param owner to whom it belongs
     * @param createdAt when it was accepted; cut to milliseconds
     * @return an editor whose {@link Editor#save()} gives revision 1
     */
    @Nonnull
    public static Editor create(@Nonnull AvatarId id, @Nonnull OwnerId owner, @Nonnull Instant createdAt) {
        return new Editor(id, owner, Times.toMillis(createdAt), 1);
    }

    /**
     * Reads a record from its document.
     *
     * @param document what {@link #document()} gave, by this or another version of the library
     * @return the record
     * @throws AvatarStoreException if the text is damaged, or of a format this version cannot read
     */
    @Nonnull
    public static AvatarRecord parse(@Nonnull String document) {
        return new AvatarRecord(RecordDocument.parse(document));
    }

    /**
     * Reads a record among others, where a damaged one must not stop the rest (rule S11 of stores).
     *
     * @param document what {@link #document()} gave, by this or another version of the library
     * @return empty if {@link #parse(String)} would fail
     */
    @Nonnull
    public static Optional<AvatarRecord> readable(@Nonnull String document) {
        try {
            return Optional.of(parse(document));
        } catch (AvatarStoreException damaged) {
            return Optional.empty();
        }
    }

    /**
     * Starts the next revision of this record.
     *
     * @return an editor with the same fields and the revision one higher
     */
    @Nonnull
    public Editor edit() {
        return new Editor(fields);
    }

    /**
     * The record as a claim leaves it: put off by the lease, one more attempt counted, the next revision.
     *
     * <p>An attempt is counted before any work and forgotten with its outcome, so that only a record that kills its process
     * accumulates them; from the third on the lease doubles.
     *
     * @param claim the claim that takes it
     * @return the next revision
     */
    @Nonnull
    public AvatarRecord claimed(@Nonnull Claim claim) {
        int leases = Math.min(1 << Math.min(Math.max(attempts() - PATIENCE, 0), 10), MAX_LEASES);
        Duration lease = claim.lease().multipliedBy(leases);
        return edit().attempts(attempts() + 1).dueAt(claim.now().plus(lease)).save();
    }

    /**
     * The whole record as text: a line for each field, {@code name: value}, in UTF-8 without control characters but line feeds.
     *
     * @return what a store keeps
     */
    @Nonnull
    public String document() {
        return document;
    }

    /**
     * The record as the application sees it.
     *
     * @return a snapshot
     */
    @Nonnull
    public Avatar avatar() {
        return new Avatar(
                id(),
                owner(),
                kind(),
                name(),
                attributes(),
                origin(),
                createdAt(),
                state(),
                variants(),
                fields.video,
                fields.blocked);
    }

    /**
     * Where the avatar stands, derived from goal, block and variants. Column.
     *
     * @return never null
     */
    @Nonnull
    public AvatarState state() {
        if (goal() == Goal.DELETE) {
            return AvatarState.DELETING;
        }
        if (fields.blocked != null) {
            return AvatarState.BLOCKED;
        }
        return inCloud() ? AvatarState.SYNCED : AvatarState.PENDING;
    }

    /**
     * Whether every variant was verified in the cloud.
     *
     * @return true if so
     */
    public boolean inCloud() {
        return !variants().isEmpty() && variants().stream().allMatch(VariantInfo::inCloud);
    }

    /**
     * The name of the avatar. Column, primary key.
     *
     * @return the id
     */
    @Nonnull
    public AvatarId id() {
        return fields.id;
    }

    /**
     * To whom the avatar belongs. Column.
     *
     * @return the owner
     */
    @Nonnull
    public OwnerId owner() {
        return fields.owner;
    }

    /**
     * What is equal for the same upload, 64 hexadecimal digits; unique among the records that have one. Column, nullable.
     *
     * @return null for an avatar that is being deleted or that replaces another
     */
    @Nullable
    public String dedupeKey() {
        return fields.dedupeKey;
    }

    /**
     * When there is next something to do. Column, nullable.
     *
     * @return whole milliseconds; null if there is nothing to do
     */
    @Nullable
    public Instant dueAt() {
        return fields.dueAt;
    }

    /**
     * How often the record was written. Column.
     *
     * @return 1 or more
     */
    public long revision() {
        return fields.revision;
    }

    /**
     * When the avatar was accepted. Column.
     *
     * @return whole milliseconds
     */
    @Nonnull
    public Instant createdAt() {
        return fields.createdAt;
    }

    /**
     * Picture or video.
     *
     * @return never null
     */
    @Nonnull
    public MediaKind kind() {
        return fields.kind;
    }

    /**
     * The display name.
     *
     * @return may be empty
     */
    @Nonnull
    public String name() {
        return fields.name;
    }

    /**
     * The application's own description, tags and the like.
     *
     * @return may be empty
     */
    @Nonnull
    public Map<String, String> attributes() {
        return fields.attributes;
    }

    /**
     * Handed in or generated.
     *
     * @return never null
     */
    @Nonnull
    public Origin origin() {
        return fields.origin;
    }

    /**
     * How often these bytes were uploaded and acknowledged.
     *
     * @return 1 or more
     */
    public int accepted() {
        return fields.accepted;
    }

    /**
     * The avatar that is to go once this one is in the cloud.
     *
     * @return empty if there is none, or it is done
     */
    @Nonnull
    public Optional<Replaced> replaces() {
        return Optional.ofNullable(fields.replaces);
    }

    /**
     * What is worked towards.
     *
     * @return never null
     */
    @Nonnull
    public Goal goal() {
        return fields.goal;
    }

    /**
     * Why the avatar cannot go on.
     *
     * @return empty while it can
     */
    @Nonnull
    public Optional<Blocked> blocked() {
        return Optional.ofNullable(fields.blocked);
    }

    /**
     * Where in the cloud the avatar lives.
     *
     * @return empty until the first request is about to leave
     */
    @Nonnull
    public Optional<Binding> binding() {
        return Optional.ofNullable(fields.binding);
    }

    /**
     * The files, the original or the video first.
     *
     * @return never empty for an accepted avatar
     */
    @Nonnull
    public List<VariantInfo> variants() {
        return fields.variants;
    }

    /**
     * What is known of a video.
     *
     * @return empty for a picture
     */
    @Nonnull
    public Optional<VideoInfo> video() {
        return Optional.ofNullable(fields.video);
    }

    /**
     * What the storage remembers of an unfinished put of a file, in its own words.
     *
     * @param variant which file
     * @return empty if nothing is under way
     */
    @Nonnull
    public Optional<String> unfinished(@Nonnull Variant variant) {
        return Optional.ofNullable(fields.unfinished.get(variant));
    }

    /**
     * Claims since the last outcome.
     *
     * @return 0 or more
     */
    public int attempts() {
        return fields.attempts;
    }

    /**
     * Failures in a row, which the delay before the next attempt grows with.
     *
     * @return 0 or more
     */
    public int failures() {
        return fields.failures;
    }

    /**
     * How often in a row the cloud did not let us see whether the object is ours.
     *
     * @return 0 or more
     */
    public int doubts() {
        return fields.doubts;
    }

    /**
     * When the cloud first answered the delete of every key, by the cloud's own clock.
     *
     * @return empty before
     */
    @Nonnull
    public Optional<Instant> sweptAt() {
        return Optional.ofNullable(fields.sweptAt);
    }

    /**
     * What went wrong last, for people.
     *
     * @return empty if nothing did
     */
    @Nonnull
    public String problem() {
        return fields.problem;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AvatarRecord record && document.equals(record.document);
    }

    @Override
    public int hashCode() {
        return document.hashCode();
    }

    @Override
    public String toString() {
        return "AvatarRecord[" + id() + " r" + revision() + " " + state() + " due " + dueAt() + "]";
    }

    /** The next revision of a record in the making. Not thread-safe; {@link #save()} makes the record. */
    public static final class Editor {
        final AvatarId id;
        final OwnerId owner;
        final Instant createdAt;
        final long revision;

        @Nullable
        String dedupeKey;

        @Nullable
        Instant dueAt;

        MediaKind kind = MediaKind.IMAGE;
        String name = "";
        Map<String, String> attributes = Map.of();
        Origin origin = Origin.UPLOADED;
        int accepted = 1;

        @Nullable
        Replaced replaces;

        Goal goal = Goal.KEEP;

        @Nullable
        Blocked blocked;

        /** The reason as a newer version wrote it, where this one reads {@link BlockedReason#OTHER}. */
        @Nullable
        String foreignReason;

        @Nullable
        Binding binding;

        List<VariantInfo> variants = List.of();

        @Nullable
        VideoInfo video;

        Map<Variant, String> unfinished = Map.of();
        int attempts;
        int failures;
        int doubts;

        @Nullable
        Instant sweptAt;

        String problem = "";

        /** Lines of the document that this version does not know. */
        List<String> unknown = List.of();

        Editor(AvatarId id, OwnerId owner, Instant createdAt, long revision) {
            this.id = id;
            this.owner = owner;
            this.createdAt = createdAt;
            this.revision = revision;
        }

        private Editor(Editor from) {
            this(from.id, from.owner, from.createdAt, from.revision + 1);
            copy(from);
        }

        private Editor copy(Editor from) {
            dedupeKey = from.dedupeKey;
            dueAt = from.dueAt;
            kind = from.kind;
            name = from.name;
            attributes = from.attributes;
            origin = from.origin;
            accepted = from.accepted;
            replaces = from.replaces;
            goal = from.goal;
            blocked = from.blocked;
            foreignReason = from.foreignReason;
            binding = from.binding;
            variants = from.variants;
            video = from.video;
            unfinished = from.unfinished;
            attempts = from.attempts;
            failures = from.failures;
            doubts = from.doubts;
            sweptAt = from.sweptAt;
            problem = from.problem;
            unknown = from.unknown;
            return this;
        }

        /**
         * Makes the record; the editor can go on and save again, at the same revision.
         *
         * @return the record
         */
        @Nonnull
        public AvatarRecord save() {
            return new AvatarRecord(new Editor(id, owner, createdAt, revision).copy(this));
        }

        /**
         * Sets {@link AvatarRecord#dedupeKey()}.
         *
         * @param value 64 hexadecimal digits or null
         * @return this
         */
        @Nonnull
        public Editor dedupeKey(@Nullable String value) {
            dedupeKey = value;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#dueAt()}.
         *
         * @param value cut to milliseconds, or null
         * @return this
         */
        @Nonnull
        public Editor dueAt(@Nullable Instant value) {
            dueAt = value == null ? null : Times.toMillis(value);
            return this;
        }

        /**
         * Sets {@link AvatarRecord#kind()}; a picture by default.
         *
         * @param value the kind
         * @return this
         */
        @Nonnull
        public Editor kind(@Nonnull MediaKind value) {
            kind = value;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#name()}; empty by default.
         *
         * @param value the display name
         * @return this
         */
        @Nonnull
        public Editor name(@Nonnull String value) {
            name = value;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#attributes()}; empty by default.
         *
         * @param value copied
         * @return this
         */
        @Nonnull
        public Editor attributes(@Nonnull Map<String, String> value) {
            attributes = Map.copyOf(value);
            return this;
        }

        /**
         * Sets {@link AvatarRecord#origin()}; handed in by default.
         *
         * @param value the origin
         * @return this
         */
        @Nonnull
        public Editor origin(@Nonnull Origin value) {
            origin = value;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#accepted()}; 1 by default.
         *
         * @param value 1 or more
         * @return this
         */
        @Nonnull
        public Editor accepted(int value) {
            accepted = value;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#replaces()}.
         *
         * @param value the older avatar, or null
         * @return this
         */
        @Nonnull
        public Editor replaces(@Nullable Replaced value) {
            replaces = value;
            return this;
        }

        /**
         * Turns the goal to delete, for good; the avatar is no duplicate of anything from now on.
         *
         * @return this
         */
        @Nonnull
        public Editor delete() {
            goal = Goal.DELETE;
            dedupeKey = null;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#blocked()}.
         *
         * @param value why, or null if it can go on
         * @return this
         */
        @Nonnull
        public Editor blocked(@Nullable Blocked value) {
            blocked = value;
            foreignReason = null;
            return this;
        }

        /**
         * Binds the avatar to its place in the cloud, once.
         *
         * @param value where
         * @return this
         * @throws IllegalStateException if it is bound already
         */
        @Nonnull
        public Editor binding(@Nonnull Binding value) {
            if (binding != null) {
                throw new IllegalStateException("avatar " + id + " is bound already; a binding never changes");
            }
            binding = value;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#variants()}.
         *
         * @param value copied
         * @return this
         */
        @Nonnull
        public Editor variants(@Nonnull List<VariantInfo> value) {
            variants = List.copyOf(value);
            return this;
        }

        /**
         * Sets {@link AvatarRecord#video()}.
         *
         * @param value what is known of it, or null for a picture
         * @return this
         */
        @Nonnull
        public Editor video(@Nullable VideoInfo value) {
            video = value;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#unfinished(Variant)}.
         *
         * @param variant which file
         * @param value what the storage remembers, or null if nothing is under way
         * @return this
         */
        @Nonnull
        public Editor unfinished(@Nonnull Variant variant, @Nullable String value) {
            Map<Variant, String> changed = new HashMap<>(unfinished);
            if (value == null) {
                changed.remove(variant);
            } else {
                changed.put(variant, value);
            }
            unfinished = Map.copyOf(changed);
            return this;
        }

        /**
         * Sets {@link AvatarRecord#attempts()}.
         *
         * @param value 0 or more
         * @return this
         */
        @Nonnull
        public Editor attempts(int value) {
            attempts = value;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#failures()}.
         *
         * @param value 0 or more
         * @return this
         */
        @Nonnull
        public Editor failures(int value) {
            failures = value;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#doubts()}.
         *
         * @param value 0 or more
         * @return this
         */
        @Nonnull
        public Editor doubts(int value) {
            doubts = value;
            return this;
        }

        /**
         * Sets {@link AvatarRecord#sweptAt()}.
         *
         * @param value by the cloud's clock; cut to milliseconds
         * @return this
         */
        @Nonnull
        public Editor sweptAt(@Nonnull Instant value) {
            sweptAt = Times.toMillis(value);
            return this;
        }

        /**
         * Sets {@link AvatarRecord#problem()}.
         *
         * @param value for people, without secrets; empty if there is none
         * @return this
         */
        @Nonnull
        public Editor problem(@Nonnull String value) {
            problem = value;
            return this;
        }
    }
}
