package io.github.avatarsync.testkit;

import jakarta.annotation.Nullable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;

/** The life of one process of the kit: once it has ended, nothing that the process calls happens. */
final class Lifetime {
    private volatile boolean ended;

    void end() {
        ended = true;
    }

    /** The same port, as the process sees it. */
    <T> T bound(Class<T> port, T target) {
        Object bound = Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> call(method, target, args));
        return port.cast(bound);
    }

    /** A call during which the process died has happened, but nobody sees how it ended. */
    @Nullable
    private Object call(Method method, Object target, @Nullable Object[] args) throws Throwable {
        requireAlive();
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        } finally {
            requireAlive();
        }
    }

    private void requireAlive() {
        if (ended) {
            throw new AvatarTestkit.Crash();
        }
    }
}
