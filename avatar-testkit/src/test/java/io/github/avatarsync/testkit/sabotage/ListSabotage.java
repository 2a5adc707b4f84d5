package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.ListedObject;
import io.github.avatarsync.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Clouds that break the rule of listing. */
enum ListSabotage implements BreaksCloud {
    LISTS_THE_FIRST_PAGE("C16", "list ends after its first page", () -> new BrokenCloud() {
        @Override
        public List<ListedObject> list(Session session, String prefix) {
            return super.list(session, prefix).stream().limit(2).toList();
        }
    }),
    LISTS_TWICE("C16", "the last object of a page is the first of the next", () -> new BrokenCloud() {
        @Override
        public List<ListedObject> list(Session session, String prefix) {
            List<ListedObject> all = super.list(session, prefix);
            return all.size() < 3
                    ? all
                    : Stream.concat(all.stream(), all.stream().skip(2)).toList();
        }
    }),
    LISTS_WHAT_BEGINS_ALIKE("C16", "list takes no notice of the slash at the end", () -> new BrokenCloud() {
        @Override
        public List<ListedObject> list(Session session, String prefix) {
            List<ListedObject> all = new ArrayList<>(super.list(session, prefix));
            String stem = prefix.substring(0, Math.max(0, prefix.length() - 1));
            honest.objects().stream()
                    .filter(object ->
                            object.key().startsWith(stem) && !object.key().startsWith(prefix))
                    .map(object -> new ListedObject(object.key(), object.size(), object.sha256()))
                    .forEach(all::add);
            return all;
        }
    }),
    LISTS_KEYS_AS_THEY_ARE_SENT("C16", "keys of a listing are percent-encoded", () -> new BrokenCloud() {
        @Override
        public List<ListedObject> list(Session session, String prefix) {
            return super.list(session, prefix).stream()
                    .map(o -> new ListedObject(o.key().replace(" ", "%20"), o.size(), o.version()))
                    .toList();
        }
    }),
    LISTS_NO_SIZES("C16", "sizes are 0", () -> new BrokenCloud() {
        @Override
        public List<ListedObject> list(Session session, String prefix) {
            return super.list(session, prefix).stream()
                    .map(object -> new ListedObject(object.key(), 0, object.version()))
                    .toList();
        }
    }),
    FAILS_WHERE_NOTHING_IS("C16", "a prefix without objects is MISSING", () -> new BrokenCloud() {
        @Override
        public List<ListedObject> list(Session session, String prefix) {
            List<ListedObject> all = super.list(session, prefix);
            if (all.isEmpty()) {
                throw new CloudStorageException(Kind.MISSING, "list " + prefix, null);
            }
            return all;
        }
    }),
    TAKES_THE_SIZE_FOR_THE_VERSION(
            "C16", "other bytes of the same size have the same version", () -> new BrokenCloud() {
                @Override
                public List<ListedObject> list(Session session, String prefix) {
                    return super.list(session, prefix).stream()
                            .map(object -> new ListedObject(object.key(), object.size(), "v" + object.size()))
                            .toList();
                }
            }),
    HIDES_A_REFUSAL("C16", "what may not be listed is empty", () -> new BrokenCloud() {
        @Override
        public List<ListedObject> list(Session session, String prefix) {
            return prefix.contains("/shared/") ? super.list(session, prefix) : List.of();
        }
    });

    private final String rule;
    private final String does;
    private final Supplier<BrokenCloud> cloud;

    ListSabotage(String rule, String does, Supplier<BrokenCloud> cloud) {
        this.rule = rule;
        this.does = does;
        this.cloud = cloud;
    }

    @Override
    public BrokenCloud open() {
        return cloud.get();
    }

    @Override
    public String rule() {
        return rule;
    }

    @Override
    public String does() {
        return does;
    }
}
