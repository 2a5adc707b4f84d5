package io.github.avatarsync;

import io.github.avatarsync.InvalidAvatarException.Code;
import io.github.avatarsync.media.Intake;
import io.github.avatarsync.media.Prepared;
import io.github.avatarsync.media.PreparedVariant;
import io.github.avatarsync.sync.Spool;
import io.github.avatarsync.sync.SpoolMemory;
import jakarta.annotation.Nullable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way in: source → intake → local bytes → record, in this order, and only then an acknowledgement. */
final class Uploads {
    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    private final AvatarStore store;
    private final MediaStore media;
    private final Intake intake;
    private final Clock clock;
    private final RandomGenerator random;
    private final SpoolMemory memory = new SpoolMemory();

    Uploads(AvatarStore store, MediaStore media, Intake intake, Clock clock, RandomGenerator random) {
        this.store = store;
        this.media = media;
        this.intake = intake;
        this.clock = clock;
        this.random = random;
    }

    AvatarRecord upload(OwnerId owner, AvatarSource source) {
        Optional<AvatarRecord> old = source.replaces().map(id -> replaced(owner, id));
        AvatarSource posterSource = source.poster().orElse(null);
        try (Spool bytes = read(source);
                Spool poster = posterSource == null ? null : read(posterSource)) {
            Prepared prepared = intake.prepare(
                    bytes, source.crop().orElse(null), poster, source.declared().orElse(null));
            if (prepared.mismatch() != null) {
                log.info("an upload was {}; the bytes decide", prepared.mismatch());
            }
            Draft draft = draft(owner, source, old.orElse(null), dedupeHash(owner, source, bytes, poster), prepared);
            return commit(draft);
        }
    }

    private AvatarRecord replaced(OwnerId owner, AvatarId id) {
        return store.find(id)
                .filter(record -> record.owner().equals(owner) && record.goal() == Goal.KEEP)
                .orElseThrow(() -> new AvatarNotFoundException(owner, id));
    }

    private Spool read(AvatarSource source) {
        try (InputStream in = source.open()) {
            Spool bytes = Spool.read(in, intake.maxBytes(), memory);
            if (bytes.size() > intake.maxBytes()) {
                bytes.close();
                throw new InvalidAvatarException(
                        Code.TOO_LARGE,
                        String.format(
                                Locale.ROOT, "%s has more than the %,d bytes allowed", source, intake.maxBytes()));
            }
            return bytes;
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new InvalidAvatarException(Code.UNREADABLE, "there is no file for " + source, e);
        } catch (IOException e) {
            throw new InvalidAvatarException(Code.UNREADABLE, source + " could not be read: " + e.getMessage(), e);
        }
    }

    /** Equal for the same owner, bytes and processing; each part with its length, so that parts cannot run into each other. */
    private String dedupeHash(OwnerId owner, AvatarSource source, Spool bytes, @Nullable Spool poster) {
        MessageDigest digest = Spool.sha256();
        List<String> parts = List.of(
                owner.value(),
                bytes.hash(),
                intake.fingerprint(),
                source.crop().map(Crop::toString).orElse(""),
                poster == null ? "" : poster.hash());
        for (String part : parts) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            digest.update((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(utf8);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Draft draft(
            OwnerId owner, AvatarSource source, @Nullable AvatarRecord old, String hash, Prepared prepared) {
        Instant now = clock.instant();
        // Newer than what it replaces even if this clock is behind: listings rely on it.
        Instant created = old == null || now.isAfter(old.createdAt())
                ? now
                : old.createdAt().plusMillis(1);
        List<VariantInfo> variants = new ArrayList<>();
        Map<Variant, Content> files = new LinkedHashMap<>();
        for (PreparedVariant v : prepared.variants()) {
            variants.add(info(v));
            files.put(v.variant(), v.content());
        }
        AvatarRecord.Editor editor = AvatarRecord.create(AvatarId.of(hash, random.nextLong()), owner, created)
                .dedupeKey(old == null ? hash : null)
                .dueAt(now)
                .kind(prepared.kind())
                .name(source.name())
                .attributes(source.attributes())
                .origin(source.origin())
                .replaces(old == null ? null : new Replaced(old.id(), old.accepted()))
                .variants(variants)
                .video(prepared.codec() == null ? null : new VideoInfo(prepared.duration(), prepared.codec()));
        return new Draft(editor.save(), files);
    }

    private static VariantInfo info(PreparedVariant v) {
        try {
            return new VariantInfo(
                    v.variant(),
                    v.contentType(),
                    v.extension(),
                    v.content().size(),
                    v.width(),
                    v.height(),
                    Spool.hash(v.content()),
                    null,
                    false,
                    true);
        } catch (IOException e) {
            throw new AvatarStoreException(
                    "the accepted " + v.variant() + " could not be read again; hand it in again", e);
        }
    }

    private AvatarRecord commit(Draft draft) {
        AvatarRecord candidate = draft.record;
        media.put(candidate.id(), draft.files);
        for (; ; ) {
            AvatarRecord stored = store.insert(candidate);
            if (stored.id().equals(candidate.id())) {
                keepBytes(draft);
                log.info("avatar {} accepted: {} of {} bytes", stored.id(), stored.kind(), draft.size());
                return stored;
            }
            AvatarRecord accepted = acceptAgain(stored, draft);
            if (accepted != null) {
                media.delete(candidate.id());
                log.info("avatar {} accepted again", accepted.id());
                return accepted;
            }
        }
    }

    /** If this thread stood still for a day between bytes and record, the sweep may have taken the bytes: put them again. */
    private void keepBytes(Draft draft) {
        Map<Variant, Content> lost = missing(draft.record, draft.files);
        if (!lost.isEmpty()) {
            media.put(draft.record.id(), lost);
        }
    }

    /** Acknowledges a duplicate by a durable write to the live record; null if somebody else wrote it meanwhile. */
    @Nullable
    private AvatarRecord acceptAgain(AvatarRecord live, Draft draft) {
        AvatarRecord.Editor next = live.edit().accepted(live.accepted() + 1);
        boolean localBlock = live.blocked()
                .map(Blocked::reason)
                .filter(r -> r == BlockedReason.LOCAL_MISSING || r == BlockedReason.LOCAL_CORRUPT)
                .isPresent();
        Map<Variant, Content> lost = lostFiles(live, draft);
        if (!lost.isEmpty()) {
            media.put(live.id(), lost);
        }
        if (localBlock) {
            next.blocked(null).failures(0).problem("").dueAt(clock.instant());
        }
        AvatarRecord accepted = next.save();
        return store.update(accepted, live.revision()) ? accepted : null;
    }

    private Map<Variant, Content> missing(AvatarRecord record, Map<Variant, Content> files) {
        Map<Variant, Content> lost = new LinkedHashMap<>();
        files.forEach((variant, content) -> {
            try (InputStream in = media.open(record.id(), variant).orElse(null)) {
                if (in == null) {
                    lost.put(variant, content);
                }
            } catch (IOException | AvatarStoreException e) {
                lost.put(variant, content);
            }
        });
        return lost;
    }

    /** The files of the draft that the live record should have here, byte for byte, and that are missing or damaged. */
    private Map<Variant, Content> lostFiles(AvatarRecord live, Draft draft) {
        Map<Variant, Content> lost = new LinkedHashMap<>();
        for (VariantInfo mine : draft.record.variants()) {
            boolean wanted = live.variants().stream()
                    .anyMatch(v -> v.local()
                            && v.variant().equals(mine.variant())
                            && v.sha256().equals(mine.sha256()));
            Content content = draft.files.get(mine.variant());
            if (wanted && content != null && !new LocalFile(media, live.id(), mine).isSound()) {
                lost.put(mine.variant(), content);
            }
        }
        return lost;
    }

    /** A record that is not stored yet, and its files. */
    private record Draft(AvatarRecord record, Map<Variant, Content> files) {
        long size() {
            return record.variants().stream().mapToLong(VariantInfo::size).sum();
        }
    }
}
