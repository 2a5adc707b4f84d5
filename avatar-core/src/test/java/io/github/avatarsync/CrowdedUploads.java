package io.github.avatarsync;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** An application with little memory and 32 users who upload large files at the same time. */
final class CrowdedUploads {
    /** Files that each of them uploads; together they upload every file. */
    static final int EACH = 1;

    private static final int THREADS = 32;

    private CrowdedUploads() {}

    /** Uploads the files of the second directory to the library in the first. */
    public static void main(String[] args) throws Exception {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(Path.of(args[1]))) {
            listed.sorted().forEach(files::add);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        try (AvatarSync sync = AvatarSync.builder()
                .directory(Path.of(args[0]))
                .background(false)
                .open()) {
            List<Future<Integer>> uploads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Avatars avatars = sync.of(OwnerId.of("user-" + i));
                int first = i;
                Callable<Integer> work = () -> {
                    together.await();
                    for (int j = 0; j < EACH; j++) {
                        avatars.upload(AvatarSource.file(files.get((first * EACH + j) % files.size())));
                    }
                    return EACH;
                };
                uploads.add(threads.submit(work));
            }
            int done = 0;
            for (Future<Integer> upload : uploads) {
                done += upload.get();
            }
            System.out.println("crowd: " + done + " uploads from " + THREADS + " threads");
        } finally {
            threads.shutdownNow();
        }
    }
}
