package io.processheat.webhook.launcher;

import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/**
 * Stops the doors first, so that what they took in is still stored, and the rest after them.
 *
 * <p>Halts with 0 at the end: a JVM that SIGTERM ended exits with 143 otherwise, which supervisors take for a crash.
 */
record OrderlyStop(Framework framework) implements Runnable {

    private static final long MAX_MILLIS = 9_000;

    private static final List<String> DOORS_FIRST = List.of(
            "io.processheat.demo.agent",
            "io.processheat.webhook.bridge",
            "io.processheat.webhook.http",
            "io.processheat.demo.receiver",
            "io.processheat.webhook.core",
            "io.processheat.webhook.delivery",
            "io.processheat.webhook.store-sqlite");

    @Override
    public void run() {
        Thread stopping = new Thread(this::stop, "stop in order");
        stopping.start();
        try {
            stopping.join(MAX_MILLIS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            System.err.println("Stopping took longer than " + MAX_MILLIS + " ms and was cut short; nothing acknowledged is lost.");
        }
        System.out.flush();
        Runtime.getRuntime().halt(stopping.isAlive() ? 1 : 0);
    }

    private void stop() {
        try {
            if (framework.getState() == Bundle.ACTIVE) {
                for (String name : DOORS_FIRST) {
                    stopBundle(name);
                }
            }
            framework.stop();
            framework.waitForStop(0);
        } catch (BundleException failure) {
            System.err.println("Stopping: " + failure.getMessage());
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopBundle(String name) throws BundleException {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (name.equals(bundle.getSymbolicName())) {
                bundle.stop(Bundle.STOP_TRANSIENT);
            }
        }
    }
}
