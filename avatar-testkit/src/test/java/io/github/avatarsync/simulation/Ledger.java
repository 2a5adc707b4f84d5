package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.OwnerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the applications asked for and what they were told: from this alone it follows what must be true.
 *
 * <p>It knows nothing of records, revisions, keys or plans. What was asked for and never answered may have happened or not.
 */
final class Ledger {
    /** What must become of an avatar. */
    enum Fate {
        /** It was acknowledged, and nothing that was asked for since takes it away. */
        LIVES,
        /** It was deleted, or replaced for good. */
        GONE,
        /** Something that was never answered may have happened to it, or it was never acknowledged itself. */
        OPEN
    }

    /** Of which upload an avatar is. */
    record Subject(Device device, OwnerId owner, int picture) {}

    /** One call of upload, with or without an old avatar to replace. */
    static final class Upload {
        final Subject subject;
        final AvatarId replaced;
        final long begun;
        long ended = Long.MAX_VALUE;
        AvatarId answer;

        private Upload(Subject subject, AvatarId replaced, long begun) {
            this.subject = subject;
            this.replaced = replaced;
            this.begun = begun;
        }

        private boolean acknowledges(AvatarId id) {
            return id.equals(answer);
        }

        /** Whether it may have been counted as another upload of an avatar that is there. */
        private boolean mayHaveAccepted(AvatarId id, Subject its) {
            return acknowledges(id) || (answer == null && replaced == null && subject.equals(its));
        }
    }

    private final List<Upload> uploads = new ArrayList<>();
    private final Map<AvatarId, Upload> origins = new HashMap<>();
    private final Set<AvatarId> deletesAsked = new HashSet<>();
    private final Map<AvatarId, Long> deletesAnswered = new HashMap<>();
    private final Set<AvatarId> damaged = new HashSet<>();
    private final Set<AvatarId> forgotten = new HashSet<>();
    private long moment;

    Upload upload(Subject subject, AvatarId replaced) {
        Upload upload = new Upload(subject, replaced, ++moment);
        uploads.add(upload);
        return upload;
    }

    /** An upload has made an avatar of this id, whether or not it will be able to say so. */
    void began(Upload upload, AvatarId id) {
        origins.put(id, upload);
    }

    void acknowledged(Upload upload, AvatarId id) {
        upload.ended = ++moment;
        upload.answer = id;
        Long deleted = deletesAnswered.get(id);
        if (deleted != null && deleted < upload.begun) {
            throw new Violation("I1", "an upload was answered with avatar " + id + ", which had been deleted before");
        }
        if (!upload.subject.equals(subject(id))) {
            throw new Violation("I4", "an upload of " + upload.subject + " was answered with avatar " + id);
        }
    }

    /** An upload ended without an answer, or its process with it. */
    void unanswered(Upload upload) {
        if (upload.answer == null) {
            upload.ended = ++moment;
        }
    }

    void deleteAsked(AvatarId id) {
        deletesAsked.add(id);
    }

    void deleteAnswered(AvatarId id) {
        deletesAnswered.putIfAbsent(id, ++moment);
    }

    /** A disk has lost something of it, so nothing can be promised any more. */
    void damaged(AvatarId id) {
        damaged.add(id);
    }

    /** Its last trace was removed: from now on there must be nothing of it anywhere. */
    void forgotten(AvatarId id) {
        forgotten.add(id);
    }

    boolean isForgotten(AvatarId id) {
        return forgotten.contains(id);
    }

    boolean isDamaged(AvatarId id) {
        return damaged.contains(id);
    }

    /** Whether it is damaged, or replaces one that is. */
    boolean isTouchedByDamage(AvatarId id) {
        for (AvatarId next = id; next != null; next = replacedBy(next)) {
            if (damaged.contains(next)) {
                return true;
            }
        }
        return false;
    }

    private AvatarId replacedBy(AvatarId id) {
        Upload origin = origins.get(id);
        return origin == null ? null : origin.replaced;
    }

    boolean deleteWasAnswered(AvatarId id) {
        return deletesAnswered.containsKey(id);
    }

    Subject subject(AvatarId id) {
        Upload origin = origins.get(id);
        return origin == null ? null : origin.subject;
    }

    /** Whether an avatar is the one that others with the same bytes are counted as. */
    boolean standsForItsBytes(AvatarId id) {
        return origins.get(id).replaced == null;
    }

    /** Avatars of a device that an application was told of. */
    List<AvatarId> told(Device device) {
        return uploads.stream()
                .filter(u -> u.answer != null && u.subject.device() == device)
                .map(u -> u.answer)
                .distinct()
                .toList();
    }

    /** Every avatar that was ever begun on a device. */
    List<AvatarId> begun(Device device) {
        return origins.keySet().stream()
                .filter(id -> subject(id).device() == device)
                .sorted()
                .toList();
    }

    Fate fate(AvatarId id) {
        if (damaged.contains(id)) {
            return Fate.OPEN;
        }
        if (deletesAnswered.containsKey(id)) {
            return Fate.GONE;
        }
        boolean told = uploads.stream().anyMatch(u -> u.acknowledges(id));
        return !told || deletesAsked.contains(id) ? Fate.OPEN : afterReplacements(id);
    }

    /** A replaced avatar goes, unless it was uploaded again after it was replaced. */
    private Fate afterReplacements(AvatarId id) {
        List<Upload> replacements =
                uploads.stream().filter(u -> id.equals(u.replaced)).toList();
        if (replacements.isEmpty()) {
            return Fate.LIVES;
        }
        if (origins.keySet().stream().anyMatch(r -> id.equals(replacedBy(r)) && damaged.contains(r))) {
            return Fate.OPEN;
        }
        Subject subject = subject(id);
        long lastAccept = uploads.stream()
                .filter(u -> u.mayHaveAccepted(id, subject))
                .mapToLong(u -> u.ended)
                .max()
                .orElse(0);
        if (replacements.stream().anyMatch(r -> r.answer != null && r.begun > lastAccept)) {
            return Fate.GONE;
        }
        long lastReplacement =
                replacements.stream().mapToLong(r -> r.ended).max().orElse(0);
        boolean againSince = uploads.stream().anyMatch(u -> u.acknowledges(id) && u.begun > lastReplacement);
        return againSince ? Fate.LIVES : Fate.OPEN;
    }
}
