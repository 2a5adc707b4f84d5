package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One call of {@code claim}: rounds of choosing, writing beside, and putting in place, until there is enough or nothing left.
 *
 * <p>Threads of one process do not choose the same records; of processes that do, one finds the revision changed.
 */
final class FileClaim {
    private final Claim claim;
    private final RecordFiles files;
    private final SharedIndex index;
    private final Set<AvatarId> tried = new HashSet<>();

    FileClaim(Claim claim, RecordFiles files, SharedIndex index) {
        this.claim = claim;
        this.files = files;
        this.index = index;
    }

    List<AvatarRecord> take() throws IOException {
        List<AvatarRecord> taken = new ArrayList<>();
        while (taken.size() < claim.limit()) {
            List<AvatarId> chosen = choose(claim.limit() - taken.size());
            if (chosen.isEmpty()) {
                break;
            }
            try {
                taken.addAll(take(chosen));
            } finally {
                index.hold(() -> index.reserved().removeAll(Set.copyOf(chosen)));
            }
        }
        return taken;
    }

    private List<AvatarId> choose(int limit) throws IOException {
        return index.hold(() -> {
            List<AvatarId> chosen = index.columns()
                    .due(
                            claim,
                            limit,
                            id -> tried.contains(id) || index.reserved().contains(id));
            tried.addAll(chosen);
            index.reserved().addAll(chosen);
            return chosen;
        });
    }

    private List<AvatarRecord> take(List<AvatarId> chosen) throws IOException {
        List<Staged> staged = new ArrayList<>();
        try {
            for (AvatarId id : chosen) {
                AvatarRecord record =
                        index.readIfPossible(id).filter(claim::takes).orElse(null);
                if (record != null) {
                    staged.add(stage(record.claimed(claim)));
                }
            }
            List<AvatarRecord> taken = index.hold(() -> putInPlace(staged));
            files.sync(taken.stream().map(AvatarRecord::id).toList());
            return taken;
        } finally {
            staged.forEach(each -> files.discard(each.file()));
        }
    }

    private Staged stage(AvatarRecord next) throws IOException {
        return new Staged(next, files.stage(next));
    }

    private List<AvatarRecord> putInPlace(List<Staged> staged) throws IOException {
        List<AvatarRecord> taken = new ArrayList<>();
        for (Staged each : staged) {
            AvatarRecord next = each.next();
            if (index.readIfPossible(next.id())
                    .filter(record -> record.revision() == next.revision() - 1)
                    .isPresent()) {
                index.publish(each.file(), next);
                taken.add(next);
            }
        }
        return taken;
    }

    private record Staged(AvatarRecord next, Path file) {}
}
