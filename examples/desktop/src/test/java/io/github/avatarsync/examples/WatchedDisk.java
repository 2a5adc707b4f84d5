package io.github.avatarsync.examples;

import io.github.avatarsync.AvatarListener;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.store.DirectoryMediaStore;
import io.github.avatarsync.store.FileAvatarStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.swing.SwingUtilities;

/** The stores of a directory, and a listener, that notice on which thread they are called; files are held when a test wants it. */
final class WatchedDisk {
    final Set<String> called = ConcurrentHashMap.newKeySet();
    final Queue<String> onTheEventThread = new ConcurrentLinkedQueue<>();
    final Queue<String> toldElsewhere = new ConcurrentLinkedQueue<>();
    final CountDownLatch put = new CountDownLatch(1);
    private final AvatarStore records;
    private final MediaStore files;
    volatile CountDownLatch held = new CountDownLatch(0);

    WatchedDisk(Path directory) {
        records = watch(AvatarStore.class, FileAvatarStore.open(directory));
        files = watch(MediaStore.class, DirectoryMediaStore.open(directory));
    }

    AvatarSync.Builder builder() {
        return AvatarSync.builder().store(records).media(files);
    }

    AvatarListener watch(AvatarListener listener) {
        return watch(AvatarListener.class, listener, () -> !SwingUtilities.isEventDispatchThread(), toldElsewhere);
    }

    private <T> T watch(Class<T> port, T store) {
        return watch(port, store, SwingUtilities::isEventDispatchThread, onTheEventThread);
    }

    private <T> T watch(Class<T> type, T watched, BooleanSupplier wrong, Queue<String> wrongs) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            String call = type.getSimpleName() + "." + method.getName();
            called.add(call);
            if (wrong.getAsBoolean()) {
                wrongs.add(call);
            }
            if (call.equals("MediaStore.put")) {
                put.countDown();
                held.await(60, TimeUnit.SECONDS);
            }
            try {
                return method.invoke(watched, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
