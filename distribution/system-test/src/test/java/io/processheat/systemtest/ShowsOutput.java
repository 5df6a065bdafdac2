package io.processheat.systemtest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Adds what the instances of a failed test printed to its message. */
final class ShowsOutput implements TestExecutionExceptionHandler, AfterEachCallback {

    private static final Set<Instance> WATCHED = ConcurrentHashMap.newKeySet();

    static void watch(Instance instance) {
        WATCHED.add(instance);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException || WATCHED.isEmpty()) {
            throw failure;
        }
        String output = WATCHED.stream().map(Instance::output).collect(Collectors.joining("\n"));
        throw new AssertionError(failure + "\n" + output, failure);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        WATCHED.removeIf(instance -> !instance.isAlive());
    }
}
