package io.processheat.webhook.core;

import io.processheat.webhook.bridge.EventSink;
import io.processheat.webhook.bridge.PostedEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A bundle that exports the bridge's package, and the calls that a bridge makes from inside of it. */
final class BridgeStandIn {

    private BridgeStandIn() {}

    static InputStream jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Manifest-Version", "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "io.processheat.webhook.bridge");
        headers.putValue("Export-Package", "io.processheat.webhook.bridge;version=\"1.0.0\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            add(jar, EventSink.class);
            add(jar, PostedEvent.class);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void add(JarOutputStream jar, Class<?> type) throws IOException {
        String path = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(path));
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(path)) {
            bytes.transferTo(jar);
        }
    }

    /** Whether a bridge would see a sink. */
    static boolean seesSink(Bundle bridge) {
        return bridge.getBundleContext().getServiceReference(EventSink.class.getName()) != null;
    }

    static Object accept(Bundle bridge, String type, Map<String, Object> properties) throws Exception {
        BundleContext context = bridge.getBundleContext();
        ServiceReference<?> reference = context.getServiceReference(EventSink.class.getName());
        Object sink = context.getService(reference);
        Class<?> posted = bridge.loadClass(PostedEvent.class.getName());
        Object event = posted.getConstructors()[0].newInstance("e1", "processheat/any", type, 1L, properties);
        CompletionStage<?> accepted = (CompletionStage<?>)
                bridge.loadClass(EventSink.class.getName()).getMethod("accept", posted).invoke(sink, event);
        return accepted.toCompletableFuture().join();
    }
}
