package io.ringfence.engine.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Handlers for signals of the operating system. The class behind them is there in every JDK but in no specification, and
 * the compiler warns of it unconditionally; so it is found by name.
 */
final class Signals {
    private Signals() {}

    /**
     * Has {@code action} run, on a thread of its own, at each signal of that name instead of what the JVM does.
     *
     * @param name {@code INT}, {@code TERM}
     * @return false if the JVM, or the option {@code -Xrs}, doesn't allow it
     */
    static boolean handle(final String name, final Runnable action) {
        try {
            final Class<?> signal = Class.forName("sun.misc.Signal");
            final Class<?> handler = Class.forName("sun.misc.SignalHandler");
            final Object ours =
                    Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, answering(action));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
            return true;
        } catch (final ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static InvocationHandler answering(final Runnable action) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "handler of a signal";
        };
    }
}
