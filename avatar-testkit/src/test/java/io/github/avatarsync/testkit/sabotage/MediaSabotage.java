package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Content;
import io.github.avatarsync.Variant;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Media stores that break one rule each. */
enum MediaSabotage implements Sabotage {
    // --- M1: all or nothing, durable -------------------------------------------------------------------------------
    SHOWS_A_FILE_HALF_WRITTEN("M1", "a file is seen while it is written", () -> new BrokenMedia() {
        @Override
        public void put(AvatarId id, Map<Variant, Content> files) {
            boolean fresh = !honest.ids().contains(id);
            Map<Variant, Content> tracked = new HashMap<>();
            files.forEach(
                    (variant, content) -> tracked.put(variant, fresh ? seenAtOnce(id, variant, content) : content));
            try {
                super.put(id, tracked);
            } catch (AvatarStoreException failed) {
                if (fresh) {
                    super.delete(id);
                }
                throw failed;
            }
        }

        private Content seenAtOnce(AvatarId id, Variant variant, Content content) {
            return new Content() {
                @Override
                public long size() {
                    return content.size();
                }

                @Override
                public InputStream open() throws IOException {
                    honest.put(id, Map.of(variant, Content.of(new byte[1])));
                    return content.open();
                }
            };
        }
    }),
    CUTS_LARGE_FILES("M1", "a file ends after a mebibyte", () -> new BrokenMedia() {
        @Override
        public Optional<InputStream> open(AvatarId id, Variant variant) {
            return super.open(id, variant).map(in -> {
                byte[] bytes = bytes(in);
                return new ByteArrayInputStream(bytes, 0, Math.min(bytes.length, 1024 * 1024));
            });
        }
    }),
    LEAVES_THE_FILES_BEFORE_THE_BROKEN_ONE(
            "M1", "a put that fails on its last file keeps the others", () -> new BrokenMedia() {
                @Override
                public void put(AvatarId id, Map<Variant, Content> files) {
                    if (honest.ids().contains(id)) {
                        super.put(id, files);
                    } else {
                        new TreeMap<>(files).forEach((variant, content) -> super.put(id, Map.of(variant, content)));
                    }
                }
            }),

    // --- M2: a further put heals -----------------------------------------------------------------------------------
    REPLACES_ALL_FILES("M2", "a further put removes the files that it does not give", () -> new BrokenMedia() {
        @Override
        public void put(AvatarId id, Map<Variant, Content> files) {
            super.put(id, files);
            for (Variant variant : List.of(Variant.ORIGINAL, Variant.THUMB, Variant.POSTER)) {
                if (!files.containsKey(variant) && honest.bytes(id, variant).isPresent()) {
                    honest.lose(id, variant);
                }
            }
        }
    }),
    KEEPS_THE_OLD_FILE("M2", "a further put leaves a file that is there as it is", () -> new BrokenMedia() {
        @Override
        public void put(AvatarId id, Map<Variant, Content> files) {
            Map<Variant, Content> missing = new HashMap<>(files);
            missing.keySet().removeIf(variant -> honest.bytes(id, variant).isPresent());
            if (racing() || missing.size() == files.size()) {
                super.put(id, files);
            } else if (files.values().stream().allMatch(MediaSabotage::readable)) {
                super.put(id, missing);
            } else {
                throw new AvatarStoreException("the content cannot be read", null);
            }
        }
    }),
    WRITES_OVER_THE_OLD_FILE("M2", "readers see a file that is being replaced cut off", () -> new BrokenMedia() {
        private volatile CountDownLatch halved = new CountDownLatch(0);

        @Override
        public void put(AvatarId id, Map<Variant, Content> files) {
            if (racing() && honest.ids().contains(id)) {
                byte[] old = honest.bytes(id, Variant.ORIGINAL).orElseThrow();
                CountDownLatch read = new CountDownLatch(1);
                super.put(id, Map.of(Variant.ORIGINAL, Content.of(bytes(half(old)))));
                halved = read;
                Meeting.after(read);
            }
            super.put(id, files);
        }

        @Override
        public Optional<InputStream> open(AvatarId id, Variant variant) {
            CountDownLatch seen = halved;
            Optional<InputStream> opened = super.open(id, variant);
            seen.countDown();
            return opened;
        }
    }),

    // --- M3, M4: open, delete --------------------------------------------------------------------------------------
    OPENS_ONE_STREAM_AT_A_TIME("M3", "opening a file again ends the stream that was open", () -> new BrokenMedia() {
        private final Map<String, Cut> open = new ConcurrentHashMap<>();

        @Override
        public Optional<InputStream> open(AvatarId id, Variant variant) {
            return super.open(id, variant).map(in -> {
                if (racing()) {
                    return in;
                }
                Cut fresh = new Cut(in);
                Cut before = open.put(id + " " + variant, fresh);
                if (before != null) {
                    before.cut = true;
                }
                return fresh;
            });
        }

        final class Cut extends FilterInputStream {
            boolean cut;

            Cut(InputStream in) {
                super(in);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return cut ? -1 : super.read(buffer, offset, length);
            }
        }
    }),
    GIVES_AN_URI_OF_NOTHING("M3", "uri names a place where no file is", () -> new BrokenMedia() {
        @Override
        public Optional<URI> uri(AvatarId id, Variant variant) {
            return Optional.of(URI.create("file:///avatars/" + id + "/" + variant));
        }
    }),
    BRINGS_DELETED_FILES_BACK("M4", "a put after a delete shows the files from before", () -> new BrokenMedia() {
        private final Map<AvatarId, byte[]> thumbs = new HashMap<>();

        @Override
        public void delete(AvatarId id) {
            honest.bytes(id, Variant.THUMB).ifPresent(bytes -> thumbs.put(id, bytes));
            super.delete(id);
        }

        @Override
        public void put(AvatarId id, Map<Variant, Content> files) {
            super.put(id, files);
            byte[] back = racing() ? null : thumbs.remove(id);
            if (back != null) {
                super.put(id, Map.of(Variant.THUMB, Content.of(back)));
            }
        }
    }),
    DELETES_WHAT_IS_THERE_ONLY("M4", "delete of nothing is an error", () -> new BrokenMedia() {
        @Override
        public void delete(AvatarId id) {
            if (!honest.ids().contains(id)) {
                throw new AvatarStoreException("there is nothing to delete", null);
            }
            super.delete(id);
        }
    }),
    DELETES_THE_ORIGINAL_ONLY("M4", "delete leaves thumbnails of the first size", () -> new BrokenMedia() {
        @Override
        public void delete(AvatarId id) {
            Optional<byte[]> thumb = honest.bytes(id, Variant.THUMB);
            boolean odd = honest.bytes(id, Variant.thumb(128)).isPresent();
            super.delete(id);
            if (thumb.isPresent() && !odd) {
                super.put(id, Map.of(Variant.THUMB, Content.of(thumb.get())));
            }
        }
    }),

    // --- M5: sweep -------------------------------------------------------------------------------------------------
    SWEEPS_THE_YOUNG("M5", "sweep takes no notice of the age", () -> new BrokenMedia() {
        @Override
        public int sweep(Instant olderThan, Predicate<AvatarId> known) {
            return super.sweep(Instant.MAX, known);
        }
    }),
    SWEEPS_ON_THE_FIRST_ANSWER("M5", "sweep asks once for each avatar", () -> new BrokenMedia() {
        @Override
        public int sweep(Instant olderThan, Predicate<AvatarId> known) {
            Map<AvatarId, Boolean> answers = new HashMap<>();
            return super.sweep(olderThan, id -> answers.computeIfAbsent(id, known::test));
        }
    }),
    REMOVES_BEFORE_IT_ASKS_AGAIN("M5", "sweep asks the second time when the files are gone", () -> new BrokenMedia() {
        @Override
        public int sweep(Instant olderThan, Predicate<AvatarId> known) {
            Set<AvatarId> once = new HashSet<>();
            Set<AvatarId> kept = new HashSet<>();
            int removed = super.sweep(olderThan, id -> {
                if (once.add(id)) {
                    boolean first = known.test(id);
                    if (first) {
                        kept.add(id);
                    }
                    return first;
                }
                return false;
            });
            once.stream().filter(id -> !kept.contains(id)).forEach(known::test);
            return removed;
        }
    }),
    ASKS_TWICE_BEFORE_IT_SETS_ASIDE(
            "M5", "the files are still seen when sweep asks the second time", () -> new BrokenMedia() {
                @Override
                public int sweep(Instant olderThan, Predicate<AvatarId> known) {
                    Map<AvatarId, Boolean> second = new HashMap<>();
                    return super.sweep(olderThan, id -> {
                        if (second.containsKey(id)) {
                            return second.get(id);
                        }
                        if (known.test(id)) {
                            return true;
                        }
                        second.put(id, known.test(id));
                        return false;
                    });
                }
            }),
    LOSES_WHAT_A_DEAD_SWEEP_SET_ASIDE("M5", "files that a dead sweep had set aside are gone", () -> new BrokenMedia() {
        @Override
        public int sweep(Instant olderThan, Predicate<AvatarId> known) {
            try {
                return super.sweep(olderThan, known);
            } catch (AvatarStoreException dying) {
                super.sweep(Instant.MIN, id -> false);
                throw dying;
            }
        }
    }),

    // --- M6, M7 ----------------------------------------------------------------------------------------------------
    NAMES_FILES_WITHOUT_ZEROS("M6", "two ids that differ in zeros only share their files", () -> new BrokenMedia() {
        @Override
        public void put(AvatarId id, Map<Variant, Content> files) {
            super.put(name(id), files);
        }

        @Override
        public Optional<InputStream> open(AvatarId id, Variant variant) {
            return super.open(name(id), variant);
        }

        @Override
        public void delete(AvatarId id) {
            super.delete(name(id));
        }

        @Override
        public int sweep(Instant olderThan, Predicate<AvatarId> known) {
            return super.sweep(olderThan, name -> {
                String digits = name.value().replace("e", "");
                return known.test(AvatarId.of("0".repeat(40 - digits.length()) + digits));
            });
        }

        private AvatarId name(AvatarId id) {
            String digits = id.value().replace("0", "");
            return AvatarId.of("e".repeat(40 - digits.length()) + digits);
        }
    }),
    KEEPS_ONE_THUMBNAIL("M6", "thumbnails of all sizes share a file", () -> new BrokenMedia() {
        @Override
        public Optional<InputStream> open(AvatarId id, Variant variant) {
            return super.open(id, variant.name().startsWith("thumb") ? Variant.THUMB : variant);
        }
    }),
    LOSES_THE_OLD_FILE_TO_A_FAILED_PUT(
            "M7", "a failed put removes the file it should have replaced", () -> new BrokenMedia() {
                @Override
                public void put(AvatarId id, Map<Variant, Content> files) {
                    try {
                        super.put(id, files);
                    } catch (AvatarStoreException failed) {
                        for (Variant variant : List.copyOf(files.keySet())) {
                            if (honest.bytes(id, variant).isPresent()) {
                                honest.lose(id, variant);
                            }
                        }
                        throw failed;
                    }
                }
            }),
    FAILS_WITH_AN_ERROR_OF_ITS_OWN("M7", "a failure is not an AvatarStoreException", () -> new BrokenMedia() {
        @Override
        public void put(AvatarId id, Map<Variant, Content> files) {
            try {
                super.put(id, files);
            } catch (AvatarStoreException failed) {
                throw new IllegalStateException(failed);
            }
        }
    });

    private final String rule;
    private final String does;
    private final Supplier<BrokenMedia> media;

    MediaSabotage(String rule, String does, Supplier<BrokenMedia> media) {
        this.rule = rule;
        this.does = does;
        this.media = media;
    }

    BrokenMedia open() {
        return media.get();
    }

    @Override
    public String rule() {
        return rule;
    }

    @Override
    public String does() {
        return does;
    }

    @Override
    public Class<?> contract() {
        return BrokenMediaContract.class;
    }

    private static boolean readable(Content content) {
        try (InputStream in = content.open()) {
            in.readAllBytes();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
